import { randomBytes } from 'node:crypto'

// Without I, L, O and U, so that a code can be read out and typed.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An opaque code of 128 random bits, as 26 letters and digits that a square code holds in its smallest form. */
export function newCode(): string {
  let bits = BigInt(`0x${randomBytes(16).toString('hex')}`)
  let code = ''
  for (let count = 0; count < 26; count += 1) {
    code = `${LETTERS[Number(bits & 31n)]}${code}`
    bits >>= 5n
  }
  return code
}

/** A code as it was typed or scanned, the way it is stored: in any case, with spaces and dashes or without. */
export function readCode(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}
