/** Lines that a mail program broke for its own sake, put together again (RFC 3676). */
export function unflowed(text: string, deletesSpace: boolean): string {
  const lines: string[] = []
  let open: { quoted: string } | undefined
  for (const line of text.split(/\r?\n/)) {
    const [quoted = ''] = /^>*/.exec(line) ?? []
    const rest = line.slice(quoted.length).replace(/^ /, '')
    const isSignature = rest === '-- '
    if (open?.quoted === quoted && !isSignature && lines.length > 0) lines.push(`${lines.pop()}${rest}`)
    else lines.push(quoted === '' ? rest : `${quoted} ${rest}`)
    open = rest.endsWith(' ') && !isSignature ? { quoted } : undefined
    if (open && deletesSpace) lines.push((lines.pop() ?? '').slice(0, -1))
  }
  return lines.join('\n')
}
