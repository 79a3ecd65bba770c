/**
 * One address as mail servers take it between angle brackets, and nothing that a server or a program could take for several, or for
 * another one: no blanks, quotation marks, commas or brackets, and one `@`.
 */
export function isPlainAddress(text: string): boolean {
  return text.length <= 320 && plain.test(text)
}

const plain = /^[^\s\p{Cc}<>()[\]\\,;:"@]{1,64}@[^\s\p{Cc}<>()[\]\\,;:"@]{1,255}$/u

/** An address without what stands behind a plus, in small letters: all of them reach one mailbox. */
export function withoutPlus(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@)/, '')
}
