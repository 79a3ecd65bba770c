/** Takes whoever goes on too early to the first field that is still missing, once it says what is. */
export function focusFirstMissing(form: HTMLElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
