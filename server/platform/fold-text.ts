const letters = new Map(
  Object.entries({
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    ħ: 'h',
    ŧ: 't',
    ı: 'i',
    ς: 'σ',
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    þ: 'th',
  }),
)
const folded = new RegExp(`[${[...letters.keys()].join('')}]`, 'gu')

/** A text as it is looked for: in lower case and without accents. The same as the database's `fold_text`. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(folded, (letter) => letters.get(letter) ?? letter)
    .normalize('NFC')
}

/** Pattern for `like`: what begins so, with accents and capitals folded. */
export function foldedStart(text: string): string {
  return `${foldText(text).replaceAll(/[\\%_]/g, '\\$&')}%`
}
