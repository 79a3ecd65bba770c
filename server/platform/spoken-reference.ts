import type { Work } from './work.ts'

// Without letters and digits that are mistaken for each other on the phone.
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A reference that people can say on the phone, like `MR-7F3K-29Q`. About 34 billion of them; the tables keep them unique. */
export function spokenReference(work: Pick<Work, 'random'>): string {
  const letters = Array.from({ length: 7 }, () => alphabet[Math.floor(work.random() * alphabet.length)]).join('')
  return `MR-${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** The reference that a text is, however it was typed: `mr 7f3k-29q`; null when it is none. */
export function readSpokenReference(text: string): string | null {
  const match = /^mr[- ]?([a-z0-9]{4})[- ]?([a-z0-9]{3})$/i.exec(text.trim())
  return match && `MR-${match[1]}-${match[2]}`.toUpperCase()
}
