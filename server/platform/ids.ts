import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford base 32: no i, l, o, u
const timeLength = 10
const randomLength = 16

/** Makes ids such as `ord_01hzy…`: a prefix, then 26 characters that sort by time. */
export type IdMaker = (prefix: string, at?: Date) => string

/** A new id of the current moment. Inside a command use `work.newId`, which follows the store's clock. */
export const newId: IdMaker = idMaker(() => new Date(), cryptoDigits)

/**
 * An id maker with its own time and source of randomness. Ids of the same millisecond still sort in the order in which
 * they were made by this maker.
 */
export function idMaker(now: () => Date, randomDigits: () => number[]): IdMaker {
  let lastTime = -1
  let digits: number[] = []
  return (prefix, at) => {
    const time = (at ?? now()).getTime()
    digits = time === lastTime ? increment(digits) : randomDigits()
    lastTime = time
    return `${prefix}_${encodeTime(time)}${digits.map((digit) => alphabet[digit]).join('')}`
  }
}

/** Sixteen base-32 digits from the operating system. */
export function cryptoDigits(): number[] {
  return Array.from(randomBytes(randomLength), (byte) => byte & 31)
}

/** Sixteen base-32 digits from a given random function, for runs that must repeat exactly. */
export function digitsFrom(random: () => number): number[] {
  return Array.from({ length: randomLength }, () => Math.floor(random() * 32))
}

/** Whether a text has the form of an id with this prefix. */
export function isId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}_`) && /^[0-9a-z_]+$/i.test(text)
}

function encodeTime(time: number): string {
  let text = ''
  let rest = time
  for (let position = 0; position < timeLength; position++) {
    text = alphabet[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  return text
}

function increment(digits: number[]): number[] {
  const next = [...digits]
  for (let position = next.length - 1; position >= 0; position--) {
    const digit = (next[position] ?? 0) + 1
    next[position] = digit % 32
    if (digit < 32) break
  }
  return next
}
