/** One header as it came: `raw` has one character for each byte, unfolded. */
export interface RawHeader {
  /** In lower case. */
  name: string
  raw: string
}

const goesOn = /^(?:[ \t][^\r\n]*\r?\n)*[\u0021-\u0039\u003B-\u007E]+[ \t]*:/
const nameAndColon = /^([\u0021-\u0039\u003B-\u007E]+)[ \t]*:/

/** The headers at the beginning of a text, and where what follows them begins. */
export function readHeaders(text: string, start = 0): { headers: RawHeader[]; bodyAt: number } {
  const headers: RawHeader[] = []
  let [at, garbageAt] = [start, -1]
  while (at < text.length) {
    const end = text.indexOf('\n', at)
    const next = end === -1 ? text.length : end + 1
    const line = text.slice(at, end === -1 ? text.length : end).replace(/\r$/, '')
    // A line of blanks is the empty line, too, unless more headers follow.
    if (line === '' || (line.trim() === '' && !goesOn.test(text.slice(next, next + 2_000))))
      return { headers, bodyAt: next }
    const last = headers.at(-1)
    const name = nameAndColon.exec(line)
    if (/^[ \t]/.test(line) && last) last.raw += line.trim() === '' ? '' : ` ${line.trim()}`
    else if (name) headers.push({ name: (name[1] ?? '').toLowerCase(), raw: line.slice(name[0].length).trim() })
    // A mailbox file's line between mails.
    else if (!/^>?From /.test(line) && garbageAt === -1) garbageAt = at
    // A part that begins with its words at once, without an empty line.
    if (headers.length === 0 && garbageAt === start) return { headers, bodyAt: start }
    at = next
  }
  return { headers, bodyAt: garbageAt === -1 ? text.length : garbageAt }
}

export function headerOf(headers: readonly RawHeader[], name: string): string | undefined {
  return headers.find((header) => header.name === name)?.raw
}
