import type { FileOutbox } from '../../server/adapters/email/file-outbox.ts'

/** A mail as the shopper's mail program would show its plain text. */
export interface Mail {
  to: string
  subject: string
  text: string
}

/** Every mail that was sent, oldest first. */
export async function readMails(outbox: FileOutbox): Promise<Mail[]> {
  const entries = await outbox.list()
  return await Promise.all(
    entries.map(async ({ to, subject, file }) => ({ to, subject, text: plainTextOf(await outbox.read(file)) })),
  )
}

function plainTextOf(source: string): string {
  const start = source.search(/^content-type: text\/plain/im)
  const [head = '', ...rest] = source.slice(start).split(/\r?\n\r?\n/)
  const body = (rest.join('\n\n').split(/^--(?!=20\s*$)[-\w=_.]+/m)[0] ?? '').trimEnd()
  const encoding = /^content-transfer-encoding: (\S+)/im.exec(head)?.[1]?.toLowerCase()
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  return encoding === 'quoted-printable' ? unquote(body) : body
}

function unquote(text: string): string {
  const joined = text.replaceAll(/=\r?\n/g, '')
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/gi, (_match, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
