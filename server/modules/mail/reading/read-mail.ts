import { htmlToText } from '#platform/html-to-text'
import { limits } from '../../../limits.ts'
import { addressPattern, readAddresses, type MailPerson } from './addresses.ts'
import { judgeAutomatic, type Automatic } from './automatic.ts'
import type { Invitation } from './invitation.ts'
import { decodeText } from './mime/decode-text.ts'
import { decodeHeader } from './mime/header-words.ts'
import { readHeaders, type RawHeader } from './mime/read-headers.ts'
import { splitParts, TooManyParts, type MimePart } from './mime/split-parts.ts'
import { paragraphsOf, type Paragraph } from './paragraphs.ts'
import { foldText } from './quotes/fold-text.ts'
import { foldHtml, withoutMarks } from './quotes/html-quotes.ts'
import { readDate } from './read-date.ts'
import { readParts, type BodyPiece, type MailContent, type MailFile } from './read-parts.ts'
import { depthOf, readableHtml, sanitizeHtml } from './sanitize-html.ts'
import { readSubject, type SubjectParts } from './subject.ts'

/**
 * - `several_senders`: more than one From, so that programs disagree about who wrote it
 * - `name_is_another_address`: shows an address as its name that is not its own
 * - `answers_go_elsewhere`: an answer would go to a stranger to the sender
 * - `closed_container`: Outlook's container could not be opened
 */
export type MailWarning = 'several_senders' | 'name_is_another_address' | 'answers_go_elsewhere' | 'closed_container'

export interface ReadMail {
  /** Why it was not taken apart; then the text is the mail as it came, and only its first headers were read. */
  unreadable: string | undefined
  /** `name` in lower case, `raw` with one character for each byte, `value` in words. */
  headers: { name: string; raw: string; value: string }[]
  /** Without angle brackets and blanks; empty where the mail has none. */
  messageId: string
  inReplyTo: string[]
  references: string[]
  from: MailPerson | undefined
  replyTo: MailPerson[]
  to: MailPerson[]
  cc: MailPerson[]
  /** Where it really arrived, as Delivered-To, X-Original-To and the like say. */
  deliveredTo: string[]
  subject: string
  subjectParts: SubjectParts
  /** Never later than when it arrived. */
  sentAt: Date | undefined
  /** All words as plain text. */
  text: string
  /** What was written now, and the earlier mail below or around it. */
  newText: string
  quotedText: string
  /** Of `newText`, as far as a person would read. */
  paragraphs: Paragraph[]
  /** Sanitized, without and with only what is quoted; undefined for a mail in plain text, and where it is too large. */
  html: string | undefined
  quotedHtml: string | undefined
  files: MailFile[]
  invitations: Invitation[]
  protection: MailContent['protection']
  automatic: Automatic
  warnings: MailWarning[]
}

export interface Arrival {
  receivedAt: Date
  /** Who the envelope says sent it: empty for `<>`. */
  envelopeFrom?: string
}

/** Everything that a mail says, out of its bytes. What it cannot take apart comes back `unreadable`, as it came. */
export function readMail(raw: Uint8Array, arrival: Arrival): ReadMail {
  if (raw.length > limits.mailReading.bytes) return unreadableMail(raw, 'too_large', arrival)
  try {
    const root = splitParts(Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('latin1'))
    return assemble(root.headers, readParts(root), charsetOf(root), arrival)
  } catch (error) {
    if (error instanceof TooManyParts) return unreadableMail(raw, `too_complex: ${error.message}`, arrival)
    throw error
  }
}

const noContent: MailContent = {
  pieces: [],
  files: [],
  invitations: [],
  protection: 'none',
  reports: [],
  reportedMail: '',
  hasClosedContainer: false,
}
const unreadableHeaders = 200

/** A mail as it came, as text, with what its first headers say. */
export function unreadableMail(raw: Uint8Array, reason: string, arrival: Arrival): ReadMail {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, limits.mailReading.textCharacters))
  const { headers } = readHeaders(bytes.toString('latin1', 0, limits.mailReading.headerCharacters))
  const mail = assemble(headers.slice(0, unreadableHeaders), noContent, undefined, arrival)
  const text = decodeText(bytes).trim()
  return { ...mail, unreadable: reason, text, newText: text, paragraphs: [], html: undefined }
}

function assemble(
  rawHeaders: RawHeader[],
  content: MailContent,
  charset: string | undefined,
  arrival: Arrival,
): ReadMail {
  const all = (name: string) => rawHeaders.filter((header) => header.name === name).map((header) => header.raw)
  const people = (name: string) =>
    all(name)
      .flatMap((value) => readAddresses(value, charset))
      .slice(0, limits.mailReading.addresses)
  const words = (value: string) => decodeHeader(value.slice(0, limits.mailReading.headerCharacters), charset)
  const senders = people('from')
  const from = senders[0] ?? people('sender')[0]
  const replyTo = people('reply-to')
  const subject = words(all('subject')[0] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const subjectParts = readSubject(subject)
  const body = bodyOf(content.pieces, subjectParts.isForward)
  const messageId = idsIn(all('message-id')[0])[0] ?? ''
  const sentAt = readDate(all('date')[0])
  return {
    unreadable: undefined,
    headers: rawHeaders.map(({ name, raw: value }) => ({ name, raw: value.replaceAll('\0', ''), value: words(value) })),
    messageId,
    inReplyTo: idsIn(all('in-reply-to').join(' ')),
    references: idsIn(all('references').join(' ')),
    from,
    replyTo,
    to: people('to'),
    cc: people('cc'),
    deliveredTo: deliveryHeaders.flatMap((name) => people(name).map(({ address }) => address)),
    subject,
    subjectParts,
    sentAt: sentAt && sentAt > arrival.receivedAt ? arrival.receivedAt : sentAt,
    ...body,
    files: withInline(content.files, `${body.html ?? ''}${body.quotedHtml ?? ''}`),
    invitations: content.invitations,
    protection: /^-----BEGIN PGP MESSAGE-----$/m.test(body.text) ? 'encrypted' : content.protection,
    automatic: judgeAutomatic({
      headers: rawHeaders,
      content,
      from,
      subject,
      text: body.text,
      envelopeFrom: arrival.envelopeFrom,
    }),
    warnings: warningsOf(senders, all('from').length, replyTo, content),
  }
}

const deliveryHeaders = [
  'delivered-to',
  'x-original-to',
  'x-delivered-to',
  'envelope-to',
  'x-envelope-to',
  'x-forwarded-to',
]

function warningsOf(
  senders: MailPerson[],
  fromHeaders: number,
  replyTo: MailPerson[],
  content: MailContent,
): MailWarning[] {
  const [from] = senders
  const shown = addressPattern.exec(from?.name ?? '')?.[0]
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
  return [
    ...(fromHeaders > 1 || senders.length > 1 ? (['several_senders'] as const) : []),
    ...(from && shown && !same(shown, from.address) ? (['name_is_another_address'] as const) : []),
    ...(from && replyTo.length > 0 && !replyTo.some(({ address }) => same(domainOf(address), domainOf(from.address)))
      ? (['answers_go_elsewhere'] as const)
      : []),
    ...(content.hasClosedContainer ? (['closed_container'] as const) : []),
  ]
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

function bodyOf(
  pieces: BodyPiece[],
  isForward: boolean,
): Pick<ReadMail, 'text' | 'newText' | 'quotedText' | 'paragraphs' | 'html' | 'quotedHtml'> {
  const cut = (words: string) =>
    words
      .replaceAll(/[^\P{Cc}\t\n\r]/gu, '')
      .slice(0, limits.mailReading.textCharacters)
      .toWellFormed()
      .trim()
  const wordsOf = ({ text: plain, html: markup = '' }: BodyPiece) => (plain?.trim() ? plain : plainWords(markup))
  const text = cut(pieces.map(wordsOf).join('\n\n'))
  const html = htmlOf(pieces)
  const folded = html === undefined || isForward ? undefined : foldHtml(html)
  // An introduction that stands outside of its quotation belongs to it.
  const own = folded && foldText(withoutLines(cut(htmlToText(folded.shown)), folded.introductions))
  const { shown, quoted } = isForward
    ? { shown: text, quoted: '' }
    : own
      ? { ...own, shown: own.shown || text }
      : foldText(text)
  return {
    text,
    newText: shown,
    quotedText: folded ? cut([quoted, htmlToText(folded.quoted)].filter(Boolean).join('\n')) : quoted,
    paragraphs: paragraphsOf(shown.slice(0, limits.mailReading.paragraphCharacters)),
    html: withoutMarks(folded?.shown ?? html),
    quotedHtml: withoutMarks(folded?.quoted),
  }
}

function withoutLines(text: string, lines: readonly string[]): string {
  const rest = lines.reduce((words, line) => words.replace(line, ''), text).replaceAll(/\n{3,}/g, '\n\n')
  return rest.trim() === '' ? text : rest
}

function htmlOf(pieces: BodyPiece[]): string | undefined {
  if (pieces.every(({ html }) => html === undefined)) return undefined
  const parts = pieces.map(({ html, text }) => html ?? escaped(text ?? ''))
  return sanitizeHtml(parts.join('\n'))
}

const escaped = (text: string) =>
  `<div style="white-space:pre-wrap">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</div>`

// Mark-up that hides words, by mistake or not, hides none of them here.
function plainWords(html: string): string {
  const shorter = readableHtml(html).slice(0, limits.mailReading.htmlCharacters * 2)
  if (depthOf(shorter) >= limits.mailReading.htmlDepth) return htmlToText(shorter.replaceAll(blocks, '\n'))
  return htmlToText(shorter) || htmlToText(shorter.replaceAll(hidden, '<div '))
}

const blocks = /<\/?(?:div|span|font|table|tbody|tr|td|blockquote|b|i|a|ul|ol|li|center)\b[^>]{0,2000}>/gi
const hidden = /<\/?(?:title|head|textarea|noscript|template)\b/gi

function withInline(files: MailFile[], html: string): MailFile[] {
  if (!files.some(({ contentId }) => contentId !== '')) return files
  const shown = new Set(
    [...html.matchAll(/<img [^>]*?src="cid:([^"]+)"/gi)].map(([, id = '']) => decoded(id).toLowerCase()),
  )
  return files.map((file) => ({
    ...file,
    isInline: file.contentId !== '' && file.contentType.startsWith('image/') && shown.has(file.contentId.toLowerCase()),
  }))
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id.replaceAll('&amp;', '&'))
  } catch {
    return id
  }
}

function idsIn(value: string | undefined): string[] {
  const text = (value ?? '').slice(0, limits.mailReading.headerCharacters).replaceAll('\0', '')
  const inBrackets = [...text.matchAll(/<\s*([^<>\s]+)\s*>/g)].map(([, id = '']) => id)
  const ids = inBrackets.length > 0 ? inBrackets : text.split(/[\s,<>]+/).filter((word) => word !== '')
  return [...new Set(ids)].slice(-limits.mailReading.references)
}

function charsetOf(part: MimePart): string | undefined {
  if (part.params.get('charset')) return part.params.get('charset')
  return part.parts.map(charsetOf).find((charset) => charset !== undefined)
}
