import { createHash } from 'node:crypto'
import { limits } from '../../../limits.ts'
import { unflowed } from './flowed.ts'
import { invitationInWords, readInvitation, type Invitation } from './invitation.ts'
import { decodeText } from './mime/decode-text.ts'
import { decodeTransfer } from './mime/decode-transfer.ts'
import { decodeHeader } from './mime/header-words.ts'
import { headerOf, readHeaders } from './mime/read-headers.ts'
import type { MimePart } from './mime/split-parts.ts'
import { readTnef } from './tnef.ts'

export interface MailFile {
  /** A safe name of one line; made up where the mail has none. */
  name: string
  contentType: string
  content: Uint8Array
  /** SHA-256 in hex: what is sent again is the same file. */
  hash: string
  contentId: string
  /** Whether the mail's own words show it, by its Content-ID. */
  isInline: boolean
  /** A signature, locked content, a mail that was attached, an invitation, Outlook's container. */
  kind: 'file' | 'signature' | 'encrypted' | 'mail' | 'invitation' | 'container'
}

/** One piece of the words: a text, its HTML, or both as alternatives. */
export interface BodyPiece {
  text?: string
  html?: string
  /** From Outlook's container: the same words as those around it, where there are any. */
  isFromContainer?: true
}

export interface MailContent {
  pieces: BodyPiece[]
  files: MailFile[]
  invitations: Invitation[]
  /** Kept as it came: the mail is signed, or locked for somebody else. */
  protection: 'none' | 'signed' | 'encrypted'
  /** Parts that machines read: delivery-status, disposition-notification, feedback-report. */
  reports: { type: string; text: string }[]
  /** What stands at the beginning of the mail that a report is about. */
  reportedMail: string
  /** Outlook's container was broken or too large: it is there as a file. */
  hasClosedContainer: boolean
}

const reportTypes = /^message\/(?:(?:global-)?delivery-status|(?:global-)?disposition-notification|feedback-report)$/

/** Everything in a mail that a person or the program needs: words, files, invitations, reports. */
export function readParts(root: MimePart): MailContent {
  const content: MailContent = {
    pieces: [],
    files: [],
    invitations: [],
    protection: 'none',
    reports: [],
    reportedMail: '',
    hasClosedContainer: false,
  }
  const pieces = piecesOf(root, content, false).filter((piece) => !isBlank(piece))
  const outside = pieces.filter((piece) => !piece.isFromContainer)
  content.pieces = outside.length > 0 ? outside : pieces
  // A report without any words for people: what it says to machines is better than nothing.
  if (pieces.length === 0) content.pieces = content.reports.map(({ text }) => ({ text }))
  if (content.pieces.length === 0 && content.invitations.length > 0)
    content.pieces = content.invitations.map((invitation) => ({ text: invitationInWords(invitation) }))
  return content
}

function isBlank({ text, html }: BodyPiece): boolean {
  return !text?.trim() && !html?.trim()
}

function piecesOf(part: MimePart, content: MailContent, inReport: boolean): BodyPiece[] {
  if (part.type === 'multipart/encrypted') content.protection = 'encrypted'
  if (part.type === 'multipart/signed' && content.protection === 'none') content.protection = 'signed'
  if (part.type === 'multipart/alternative') return [alternativesOf(part, content, inReport)]
  if (part.parts.length > 0)
    return part.parts.flatMap((inner) => piecesOf(inner, content, inReport || part.type === 'multipart/report'))
  return leafOf(part, content, inReport)
}

// The same in several forms: one text and one HTML are kept; whatever is neither is a file.
function alternativesOf(part: MimePart, content: MailContent, inReport: boolean): BodyPiece {
  const known = part.parts.filter(
    ({ type, fileName }) => !/^text\/(?:watch-html|x-amp-html)$/.test(type) || fileName !== '',
  )
  const pieces = known.flatMap((inner) => piecesOf(inner, content, inReport))
  const texts = pieces.filter((piece) => piece.text !== undefined && piece.html === undefined)
  const htmls = pieces.filter((piece) => piece.html !== undefined)
  const own = [...new Set(texts.map((piece) => piece.text?.trim()).filter(Boolean))].join('\n\n')
  const text = own || htmls.map((piece) => piece.text).find((words) => words?.trim())
  const html = htmls.map((piece) => piece.html).join('\n')
  return { ...(text ? { text } : {}), ...(html.trim() ? { html } : {}) }
}

function leafOf(part: MimePart, content: MailContent, inReport: boolean): BodyPiece[] {
  const { type } = part
  if (reportTypes.test(type)) {
    content.reports.push({ type, text: decodedWords(part) })
    return []
  }
  if (inReport && /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/rfc822-headers)$/.test(type))
    content.reportedMail ||= decodeTransfer(part.body, part.encoding).toString(
      'latin1',
      0,
      limits.mailReading.headerCharacters,
    )
  const isWords = /^text\/(?:plain|html|enriched|richtext)$/.test(type)
  const isFile = part.disposition === 'attachment' || (part.fileName !== '' && part.disposition !== 'inline')
  if (isWords && part.isWhole && part.disposition !== 'attachment') return [wordsOf(part)]
  if (isWords && !isFile && !(part.fileName !== '' && part.contentId !== '')) return [wordsOf(part)]
  if (type === 'text/calendar' || /\.ics$/i.test(part.fileName)) {
    const invitation = readInvitation(decodedWords(part), part.params.get('method'))
    if (invitation) content.invitations.push(invitation)
    content.files.push(fileOf(part, content, { name: 'invite.ics', kind: 'invitation' }))
    return []
  }
  if (/^application\/(?:ms-tnef|vnd\.ms-tnef)$/.test(type) || /^winmail\.dat$/i.test(part.fileName))
    return containerOf(part, content)
  content.files.push(fileOf(part, content))
  return []
}

function containerOf(part: MimePart, content: MailContent): BodyPiece[] {
  const container = fileOf(part, content, { name: 'winmail.dat', kind: 'container' })
  content.files.push(container)
  const opened = readTnef(Buffer.from(container.content))
  content.hasClosedContainer ||= !opened || opened.isBroken
  if (!opened) return []
  for (const { name, contentType, contentId, content: bytes } of opened.files)
    content.files.push(
      madeFile(
        {
          name: name || nameFor('', content.files.length),
          contentType: contentType || 'application/octet-stream',
          contentId,
          kind: 'file',
        },
        bytes,
      ),
    )
  const { text, html } = opened
  return [{ ...(text.trim() && { text }), ...(html.trim() && { html }), isFromContainer: true }]
}

function wordsOf(part: MimePart): BodyPiece {
  const text = decodedWords(part)
  if (part.type === 'text/plain') {
    const isFlowed = part.params.get('format')?.toLowerCase() === 'flowed'
    return { text: isFlowed ? unflowed(text, part.params.get('delsp')?.toLowerCase() === 'yes') : text }
  }
  // Enriched text looks like HTML to whoever wants its words only.
  return { html: text }
}

function decodedWords(part: MimePart): string {
  const bytes = decodeTransfer(part.body, part.encoding)
  const declared = part.params.get('charset') ?? (part.type === 'text/html' ? charsetInside(bytes) : undefined)
  return decodeText(bytes, declared).replaceAll(/\r\n?/g, '\n')
}

function charsetInside(bytes: Buffer): string | undefined {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(bytes.toString('latin1', 0, 4_000))?.[1]
}

function fileOf(
  part: MimePart,
  content: MailContent,
  usual: { name?: string; kind?: MailFile['kind'] } = {},
): MailFile {
  const bytes = decodeTransfer(part.body, part.encoding)
  const kind = usual.kind ?? kindOf(part, content)
  return madeFile(
    {
      name: part.fileName || (usual.name ?? nameOf(part, bytes, content.files.length)),
      contentType: part.type,
      contentId: part.contentId,
      kind,
    },
    bytes,
  )
}

function kindOf(part: MimePart, content: MailContent): MailFile['kind'] {
  if (part.type.startsWith('message/')) return 'mail'
  if (/^application\/(?:pgp-signature|(?:x-)?pkcs7-signature)$/.test(part.type)) return 'signature'
  if (/^application\/(?:x-)?pkcs7-mime$/.test(part.type)) {
    const isSigned = part.params.get('smime-type')?.toLowerCase() === 'signed-data'
    content.protection = isSigned ? 'signed' : 'encrypted'
    return isSigned ? 'signature' : 'encrypted'
  }
  return content.protection === 'encrypted' ? 'encrypted' : 'file'
}

function madeFile(about: Omit<MailFile, 'content' | 'hash' | 'isInline'>, bytes: Buffer): MailFile {
  return {
    ...about,
    name: safeName(about.name) || 'attachment',
    content: bytes,
    hash: createHash('sha256').update(bytes).digest('hex'),
    isInline: false,
  }
}

function nameOf(part: MimePart, bytes: Buffer, before: number): string {
  if (part.type === 'message/rfc822' || part.type === 'message/global') {
    const subject = headerOf(
      readHeaders(bytes.toString('latin1', 0, limits.mailReading.headerCharacters)).headers,
      'subject',
    )
    return `${
      decodeHeader(subject ?? '')
        .replaceAll(/[/\\:*?"<>|]+/g, ' ')
        .trim()
        .slice(0, 80) || 'message'
    }.eml`
  }
  return nameFor(part.type, before)
}

function nameFor(type: string, before: number): string {
  const ending = { 'text/plain': 'txt', 'text/html': 'html', 'image/jpeg': 'jpg', 'text/rfc822-headers': 'txt' }[type]
  const [, after = ''] = /\/(?:x-|vnd\.)?([a-z0-9]{2,5})$/.exec(type) ?? []
  return [`attachment-${before + 1}`, ending ?? after].filter(Boolean).join('.')
}

/** One line without folders, control characters or signs that turn the reading direction around. */
function safeName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ').replace(/^.*[/\\](?=[^/\\])/s, '')
  return plain.replaceAll(/ +/g, ' ').trim().slice(0, limits.mailReading.nameCharacters)
}
