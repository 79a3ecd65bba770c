const typed = new Map<string, string>()

/** Keeps what was typed into the form that the server drew, before this script puts a screen in its place. */
export function keepTyped(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('#app form input:not([type=hidden])'))
    typed.set(field.name, field.value)
}

/** What was typed already into the field of that name, so that nobody types it twice. */
export function typedBefore(name: 'email' | 'password'): string {
  return typed.get(name) ?? ''
}
