let typed = ''

/** Keeps what was typed into the page's own form before this script took over. */
export function keepTyped(): void {
  typed = document.querySelector<HTMLInputElement>('#app input[name=email]')?.value ?? ''
}

/** The address that was typed already, so that nobody types it twice. */
export const typedBefore = () => typed
