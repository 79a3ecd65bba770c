import { readMail, type ReadMail } from '../read-mail.ts'

export const receivedAt = new Date('2026-07-10T12:00:00Z')

export interface MailSource {
  headers?: string[]
  /** Of the body; the body itself stands there as it is sent, one character for each byte. */
  type?: string
  encoding?: string
  body?: string
}

/** The bytes of a mail from Ava to the shop, with the given headers instead of or beside the usual ones. */
export function mailBytes({
  headers = [],
  type = 'text/plain; charset=utf-8',
  encoding = '8bit',
  body = 'Hello',
}: MailSource): Buffer {
  const names = new Set(headers.map((header) => header.split(':')[0]?.trim().toLowerCase()))
  const usual = [
    'From: Ava Lindqvist <ava@one.test>',
    'To: support@shop.test',
    'Subject: Parcel',
    'Date: Fri, 10 Jul 2026 11:00:00 +0000',
    'Message-ID: <m1@one.test>',
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
    `Content-Transfer-Encoding: ${encoding}`,
  ].filter((header) => !names.has(header.split(':')[0]?.toLowerCase() ?? ''))
  return Buffer.from([...headers, ...usual, '', body].join('\r\n'), 'latin1')
}

export function mailOf(source: MailSource, envelopeFrom?: string): ReadMail {
  return readMail(mailBytes(source), { receivedAt, ...(envelopeFrom === undefined ? {} : { envelopeFrom }) })
}

/** A multipart's body and type: each part with its own headers, an empty line and its content. */
export function multipart(kind: string, parts: string[], more = ''): { type: string; body: string } {
  const boundary = `b-${kind}-${parts.length}`
  return {
    type: `multipart/${kind}; boundary="${boundary}"${more}`,
    body: `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`,
  }
}

export const bytesOf = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
export const html = (markup: string) => ({ type: 'text/html; charset=utf-8', body: bytesOf(markup) })
