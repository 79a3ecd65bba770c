import { maskContact } from './mask-contact.ts'

/** What a seller learns of a shopper's name: the first one, and nothing where that is a way to reach them, such as an e-mail address. */
export function firstNameSeen(name: string): string {
  const first = maskContact(name.trim()).split(/\s+/)[0] ?? ''
  return name.trim().startsWith(first) ? first : ''
}
