/** The plain text of a mail of ours as it was written into a file, as a mail program shows it. */
export function keptText(source: string): string {
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
