const bullet = '• '

/** Paragraphs, with the points of one list together. */
export function groupsOf(paragraphs: readonly string[]): string[][] {
  const groups: string[][] = []
  for (const line of paragraphs) {
    const last = groups.at(-1)
    if (last && isPoint(line) && isPoint(last[0] ?? '')) last.push(line)
    else groups.push([line])
  }
  return groups
}

/** Whether a paragraph is a point of a list. */
export function isPoint(paragraph: string): boolean {
  return paragraph.startsWith(bullet)
}
