/** The plain text of a mail of ours as it was written into a file, as a mail program shows it. */
export function keptText(source: string): string {
  const start = Math.max(0, source.search(/^content-type: text\/plain/im))
  // Headers stand in any order; over those of a part stands the line that ends it, too.
  const above =
    source
      .slice(0, start)
      .split(/\r?\n\r?\n/)
      .at(-1) ?? ''
  const border = /^--\S+/m.exec(above)?.[0]
  const [below = '', ...rest] = source.slice(start).split(/\r?\n\r?\n/)
  const whole = `\n${rest.join('\n\n')}`
  const body = (border === undefined ? whole : (whole.split(`\n${border}`)[0] ?? '')).slice(1).trimEnd()
  const encoding = /^content-transfer-encoding: (\S+)/im.exec(above + below)?.[1]?.toLowerCase()
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
