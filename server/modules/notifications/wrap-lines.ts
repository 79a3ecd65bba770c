const width = 78
const opens = /[\u2066-\u2068]/
const closes = '\u2069'

/**
 * Text in lines as mail programs of every age show them whole (RFC 5322, 2.1.1). A word that is longer, such as an address, has a line
 * of its own. A name that is isolated for its direction is so on each of its lines: programs find a direction line by line.
 */
export function wrapLines(text: string): string {
  const room = opens.test(text) ? width - 2 : width
  const lines: string[] = []
  for (const word of keepTogether(text).split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  let open = ''
  const isolated = lines.map((line) => {
    const begun = open
    for (const letter of line)
      if (opens.test(letter)) open += letter
      else if (letter === closes) open = open.slice(0, -1)
    return `${begun}${line}${closes.repeat(open.length)}`
  })
  return isolated.join('\n').replaceAll('\u00a0', ' ')
}

/** The same words, with spaces that no line breaks at inside a measure such as `28 L`, and inside `10:00 AM EST`, `April 1`, `5. März` and `1 أبريل`. */
export function keepTogether(text: string): string {
  return text
    .replaceAll(
      /(?<=\p{Nd}) (?=(?:[AP]M|[صم]|GMT[+-]\p{Nd}+|[ckm]?[glm]|L|oz|lb|ft|k?Wh?|m?A|V|[KMGT]B|k?Hz)(?![\p{L}\p{M}\p{Nd}’']))/gu,
      '\u00a0',
    )
    .replaceAll(/(?<=\p{Nd}\u00a0[AP]M) (?=[A-Z]{2,5}(?![\p{L}\p{Nd}]))/gu, '\u00a0')
    .replaceAll(/(?<=(?<![\p{Nd}.:-])\p{Nd}{1,2}\.) (?=\p{Lu}\p{Ll})/gu, '\u00a0')
    .replaceAll(/(?<=(?<!\p{L})\p{Lu}\p{Ll}+) (?=\p{Nd}{1,2}(?![\p{L}\p{Nd}:-]))/gu, '\u00a0')
    .replaceAll(/(?<=، \p{Nd}{1,2}) (?=\p{Script=Arabic})/gu, '\u00a0')
}
