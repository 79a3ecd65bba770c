import { createHash } from 'node:crypto'

const addedOnTheWay =
  /^(received|return-path|delivered-to|x-original-to|envelope-to|x-received|arc-[a-z-]+|authentication-results|received-spf|x-spam[a-z-]*|dkim-filter):/i

/**
 * What a mail is known by when it arrives again: its bytes without the header fields that servers add on its way. A mail that says
 * neither when nor under which name it was written is told apart by when the server got it.
 */
export function contentHash(raw: Uint8Array, receivedAt: Date): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const end = headerEnd(bytes)
  const fields = bytes
    .subarray(0, end)
    .toString('latin1')
    .split(/\r?\n(?![ \t])/)
    .filter((field) => field !== '' && !addedOnTheWay.test(field))
  const isNamed = fields.some((field) => /^(message-id|date):/i.test(field))
  const hash = createHash('sha256').update(fields.join('\n'), 'latin1').update('\n\n').update(bytes.subarray(end))
  if (!isNamed) hash.update(receivedAt.toISOString())
  return hash.digest('hex')
}

function headerEnd(bytes: Buffer): number {
  const crlf = bytes.indexOf('\r\n\r\n')
  const lf = bytes.indexOf('\n\n')
  const ends = [crlf, lf].filter((each) => each >= 0)
  return ends.length === 0 ? bytes.length : Math.min(...ends)
}
