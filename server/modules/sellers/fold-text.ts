/** Where a sign of the folded text stands in the text itself. */
export interface Source {
  from: number
  to: number
}

/**
 * A text in the plainest signs that read the same: full-width letters, digits and signs as the usual ones, and
 * nothing that cannot be seen. With where each of them comes from, to go back.
 */
export function foldText(text: string): { folded: string; sources: Source[] } {
  let folded = ''
  const sources: Source[] = []
  let from = 0
  for (const sign of text) {
    const to = from + sign.length
    const plain = isUnseen(sign) ? '' : sign.normalize('NFKC')
    folded += plain
    for (let index = 0; index < plain.length; index++) sources.push({ from, to })
    from = to
  }
  return { folded, sources }
}

/** Whether something that cannot be seen stands inside a stretch of the folded text. */
export function hiddenIn(sources: readonly Source[], from: number, to: number): boolean {
  for (let index = from + 1; index < to; index++)
    if ((sources[index]?.from ?? 0) > (sources[index - 1]?.to ?? 0)) return true
  return false
}

// Zero-width signs, soft hyphens, marks of direction; and the frame around a digit that makes it a picture.
function isUnseen(sign: string): boolean {
  return /^[\p{Default_Ignorable_Code_Point}\u20E3]$/u.test(sign)
}
