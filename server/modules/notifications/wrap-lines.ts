const width = 78

/** Text in lines as mail programs of every age show them whole (RFC 5322, 2.1.1). A word that is longer, such as an address, has a line of its own. */
export function wrapLines(text: string): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}
