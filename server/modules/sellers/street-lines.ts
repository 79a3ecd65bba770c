// Words that mean a street however they are written, and those that do only as part of a name.
const plain = 'street|avenue|road|lane|boulevard|terrace|highway|parkway'
const named =
  'St|Ave|Rd|Ln|Drive|Dr|Court|Ct|Blvd|Way|Place|Pl|Square|Sq|Hwy|Pkwy|Circle|Cir|Close|Crescent|Row|Trail|Alley|Street|Avenue|Road|Lane'
const short = 'st|ave|rd|blvd|ln|hwy|pkwy'
// What stands between a number and a short word that is no street: 3 days on the rd.
const between =
  'a|an|and|are|as|at|by|cm|days?|for|from|hours?|hrs?|in|is|it|kg|km|min|minutes?|mm|my|of|off|on|or|our|pm|am|the|then|to|was|weeks?|with|years?|your'
const within = String.raw`,?\s+(?:[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ss]te|[Ff]loor|#)\.?\s*[\p{L}\d-]+`
const door = `(?:${within})?`
const ways = '(?:[Ss]traße|[Ss]trasse|[Ss]tr\\.|[Ww]eg|[Aa]llee|[Pp]latz|[Gg]asse|[Dd]amm|[Uu]fer|[Cc]haussee|[Ss]teig)'

/** Streets with a number, as they are written in several languages. */
export const streets: readonly RegExp[] = [
  // 418 Alder Street, Apt 3
  new RegExp(
    String.raw`(?<![\p{L}\p{N}-])\d{1,6}[a-z]?,?\s+(?:(?!(?:${between})\s)[\p{L}\d][\p{L}\p{M}\d'’.-]*\s+){1,3}(?:${plain})\b${door}`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}-])\d{1,6}[a-z]?,?\s+(?:[\p{Lu}\d][\p{L}\p{M}\d'’.-]*\s+){1,4}(?:${named})\b\.?${door}`,
    'gu',
  ),
  // 12 alder st
  new RegExp(
    String.raw`(?<![\p{L}\p{N}-])\d{1,6}[a-z]?,?\s+(?:(?!(?:${between})\s)\p{L}[\p{L}\p{M}'’.-]*\s+){1,2}(?:${short})\b\.?${door}`,
    'giu',
  ),
  // Lindenweg 12a, Alte Straße 3
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}\p{M}.-]*\s+)?\p{L}*${ways}\s+\d{1,4}\s?[a-z]?(?![\p{L}\p{N}])`,
    'gu',
  ),
  // Lindenring 5, Mittlerer Ring 5; not delivering 3
  /(?<![\p{L}\p{N}])(?!String)(?:\p{Lu}\p{L}+[bdfghklmnstz]ring|(?:Am|Alter|Innerer|Mittlerer|Äußerer)\s+Ring)\s+\d{1,4}\s?[a-z]?(?![\p{L}\p{N}])/gu,
  // 12 rue des Lilas, Calle Mayor 5, Via Roma 8
  /(?<![\p{L}\p{N}])\d{1,4},?\s+(?:rue|avenue|boulevard|place|chemin|allée|impasse|quai)\s+[\p{L}\p{M}'’.-]+(?:\s+[\p{L}\p{M}'’.-]+){0,3}/giu,
  /(?<![\p{L}\p{N}])(?:calle|avenida|plaza|via|viale|piazza|corso|rua)\s+(?:[\p{L}\p{M}'’.-]+\s+){1,4}\d{1,4}(?![\p{L}\p{N}])/giu,
  /(?:شارع|حي)\s+[\p{L}\p{M}]+(?:\s+[\p{L}\p{M}]+)?(?:[\s،]+\p{Nd}{1,5})?/gu,
  /(?<![\p{L}\p{N}])(?:p\.?\s?o\.?\s?box|postfach)\s+\d+/giu,
]

// The same word in its spellings; what follows a name, and what goes before it.
const kinds: readonly (readonly string[])[] = [
  ['street', 'st', 'str'],
  ['avenue', 'ave', 'av'],
  ['road', 'rd'],
  ['boulevard', 'blvd'],
  ['drive', 'dr'],
  ['lane', 'ln'],
  ['court', 'ct'],
  ['place', 'pl'],
  ['square', 'sq'],
  ['terrace', 'ter'],
  ['parkway', 'pkwy'],
  ['highway', 'hwy'],
  ['circle', 'cir'],
  ['way'],
]
const parts: readonly (readonly string[])[] = [
  ['north', 'n'],
  ['south', 's'],
  ['east', 'e'],
  ['west', 'w'],
  ['saint', 'st'],
  ['mount', 'mt'],
]

/**
 * One street that is known, in its other spellings: 12 Alder Street is also 12 alder st., 12 Alder, and Alder Street without a
 * number. A name that says of itself that it is a street is found alone; any other only with its number.
 */
export function knownStreet(line: string): RegExp[] {
  const words = line
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s,]+/u)
    .map((word) => word.replaceAll('.', ''))
    .filter(Boolean)
  const end = words.findIndex((word, index) => index > 0 && /^(?:apt|apartment|unit|suite|ste|floor|#.*)$/u.test(word))
  const street = words.slice(0, end < 0 ? undefined : end)
  const number = street.find((word) => /\d/u.test(word))
  const name = street.filter((word) => word !== number)
  const kind = kinds.find((each) => each.includes(name.at(-1) ?? ''))
  const own = kind ? name.slice(0, -1) : name
  if (own.join('').length < 3) return []
  const spelled = own.map(spellings).join(String.raw`[\s.,-]+`)
  const after = kind ? String.raw`[\s.,-]+${oneOf(kind)}` : ''
  const house = number === undefined ? null : escaped(number)
  const alone = kind || /(?:straße|strasse|str|weg|allee|platz|gasse)$/u.test(own.at(-1) ?? '')
  const found = [
    ...(house ? [String.raw`${house},?\s+${spelled}(?:${after})?`, String.raw`${spelled}${after},?\s+${house}`] : []),
    ...(alone ? [spelled + after] : []),
  ]
  return found.map((each) => new RegExp(String.raw`(?<![\p{L}\p{N}])${each}(?![\p{L}\p{N}])(?:\.?${within})?`, 'giu'))
}

function spellings(word: string): string {
  const stem = /^(.+)(?:straße|strasse|str)$/u.exec(word)?.[1]
  if (stem) return String.raw`${escaped(stem)}(?:straße|strasse|str\.?)`
  return oneOf(parts.find((each) => each.includes(word)) ?? [word])
}

function oneOf(words: readonly string[]): string {
  return `(?:${words.map((word) => escaped(word)).join('|')})`
}

function escaped(word: string): string {
  return word.replaceAll(/[$()*+./?[\\\]^{|}]/gu, String.raw`\$&`)
}
