import type { HiddenValue } from './tables.ts'

/** What stands in a stored mail for a value that is filled in when it leaves; people who look at the mail see that something is hidden. */
export function placeholderOf(name: string): string {
  return `⟦${name}⟧`
}

/** Keeps people's own words from looking like a placeholder. */
export function withoutPlaceholders(text: string): string {
  return text.replaceAll(/[⟦⟧]/g, '')
}

/** Puts the values in. For html they are escaped by the caller. */
export function fillIn(text: string, values: ReadonlyMap<string, string>): string {
  return [...values].reduce((filled, [name, value]) => filled.replaceAll(placeholderOf(name), value), text)
}

export type HiddenValues = Record<string, HiddenValue>

/** Whether something is only for whoever has the mail: a code, or a link that opens something. One that takes something back is told without it. */
export function staysInMail(hidden: HiddenValues): boolean {
  return 'code' in hidden || (hidden.link !== undefined && hidden.link.kind !== 'undo_link')
}
