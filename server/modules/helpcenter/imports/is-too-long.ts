const longest = 1_000_000
const mostTags = 20_000

/** Whether a text is longer, or has more tags, than any article: reading it would take long, and nobody would read it. */
export function isTooLong(text: string): boolean {
  return text.length > longest || text.split('<', mostTags + 2).length > mostTags + 1
}
