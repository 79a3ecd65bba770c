import addressparser from 'nodemailer/lib/addressparser'
import { limits } from '../../../limits.ts'
import { isPlainAddress } from '../plain-address.ts'
import { decodeHeader, encodedWords } from './mime/header-words.ts'

export interface MailPerson {
  name: string
  /** As it was written, without blanks around it. */
  address: string
}

/** An address somewhere in a text. */
export const addressPattern = /[^\s<>,;:"'()[\]]{1,64}@[^\s<>,;:"'()[\]]{1,255}/

const mark = '\uE000'

/** The people of a header such as To, in its order, groups opened; entries without an address are left out. */
export function readAddresses(raw: string, charset?: string): MailPerson[] {
  // Encoded words may hold commas and brackets, which mean nothing: they step aside while the rest is taken apart.
  const words: string[] = []
  const safe = raw
    .slice(0, limits.mailReading.headerCharacters)
    .replaceAll(encodedWords, (word) => `${mark}${words.push(word) - 1}${mark}`)
  const inWords = (text: string) =>
    decodeHeader(
      text.replaceAll(/\uE000(\d+)\uE000/g, (_all, at: string) => words[Number(at)] ?? ''),
      charset,
    )
      .replaceAll(/\s+/g, ' ')
      .trim()
  const entries = addressparser(safe, { flatten: true }).map(({ name, address }) => ({
    name: inWords(name).slice(0, limits.mailReading.nameCharacters).toWellFormed(),
    address: inWords(address).replaceAll(/^<|>$/g, ''),
  }))
  const people: MailPerson[] = []
  let before: string[] = []
  for (const { name, address } of entries.slice(0, limits.mailReading.addresses)) {
    // Encoded words may hide several in what looks like one: that is nobody's.
    if (isPlainAddress(address)) {
      // `Doe, Jane <jane@…>` without the quotation marks that it needs.
      const whole = people.length === 0 && name !== '' ? [...before, name].join(', ') : name
      people.push({ name: whole === address ? '' : whole.replaceAll(/^["']+|["']+$/g, ''), address })
      before = []
    } else if (!address.includes('@') && (name || address)) before.push(name || address)
  }
  return people
}
