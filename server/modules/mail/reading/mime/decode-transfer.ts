/** The bytes of a part's body, which is given with one character for each byte. */
export function decodeTransfer(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return base64(body)
  if (encoding === 'quoted-printable') return Buffer.from(quotedPrintable(body), 'latin1')
  if (/^(x-)?uu(e|encode|encoded)?$/.test(encoding)) return uudecoded(body)
  return Buffer.from(body, 'latin1')
}

export function quotedPrintable(text: string): string {
  // A `=` at the end of a line joins it with the next one; blanks behind it were added on the way.
  const lines = text.split(/\r?\n/).map((line) => {
    const end = line.trimEnd()
    return end.endsWith('=') ? end.slice(0, -1) : `${line}\r\n`
  })
  const last = lines.pop()
  return (lines.join('') + (last?.replace(/\r\n$/, '') ?? '')).replaceAll(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

// Some write plain words under the name of base64: they are kept as they stand.
export function base64(text: string): Buffer {
  const sample = text.slice(0, 2_000).replaceAll(/\s/g, '')
  const foreign = sample.replaceAll(/[A-Za-z0-9+/=_-]/g, '').length
  const blanks = /\b[a-z]{2,20} [a-z]{1,20} [a-z]{2,20}\b/i.test(text.slice(0, 2_000))
  if (foreign * 10 > sample.length || blanks) return Buffer.from(text, 'latin1')
  if (!/=\s*[A-Za-z0-9+/]/.test(text)) return Buffer.from(text, 'base64')
  // Pieces that were encoded one by one, each with an end of its own.
  return Buffer.concat((text.match(/[^=]+=*/g) ?? []).map((piece) => Buffer.from(piece, 'base64')))
}

function uudecoded(text: string): Buffer {
  const lines = /^begin [0-7]{3,4} .*\r?\n([\s\S]*?)(?:^end\s*$|(?![\s\S]))/m.exec(text)?.[1]?.split(/\r?\n/) ?? []
  return Buffer.concat(lines.map(uudecodedLine))
}

function uudecodedLine(line: string): Buffer {
  const sextet = (at: number) => ((line.charCodeAt(at) || 32) - 32) & 63
  const length = sextet(0)
  const bytes: number[] = []
  for (let at = 1; at < line.length && bytes.length < length; at += 4) {
    const group = (sextet(at) << 18) | (sextet(at + 1) << 12) | (sextet(at + 2) << 6) | sextet(at + 3)
    bytes.push((group >> 16) & 255, (group >> 8) & 255, group & 255)
  }
  return Buffer.from(bytes.slice(0, length))
}
