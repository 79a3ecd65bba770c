/** Takes whoever goes on too early to the first field that is still missing, as soon as it says what is. */
export function focusFirstMissing(form: HTMLElement, frames = 20): void {
  requestAnimationFrame(() => {
    const missing = form.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (missing) missing.focus()
    // On a busy machine the words come a few frames later.
    else if (frames > 0) focusFirstMissing(form, frames - 1)
  })
}
