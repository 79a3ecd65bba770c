/** Everything inside of these is no text. */
const silent = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'object',
  'svg',
  'iframe',
  'textarea',
])
const blocks = new Set(
  'address article aside blockquote body dd div dl dt fieldset figure figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

// Each begins a line; where one ends, the next one begins.
const rows = new Set(['li', 'tr', 'td', 'th', 'dt', 'dd'])

/**
 * What a person would read of an HTML text: lines where it has blocks, a dash before points of a list, the address behind a link
 * whose words are others. Nothing is run, loaded or kept of the markup. Takes time in proportion to the text, however broken.
 */
export function htmlToText(html: string): string {
  const out: string[] = []
  const link: Link = { href: null, from: 0 }
  let quiet: string | null = null
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    const end = open === -1 ? html.length : open
    if (quiet === null && end > at) out.push(decodeEntities(html.slice(at, end).replaceAll(/[\s\u200b]+/g, ' ')))
    if (open === -1) break
    const tag = readTag(html, open)
    at = tag.end
    if (tag.name === '') {
      if (quiet === null && tag.literal) out.push('<')
      continue
    }
    if (quiet !== null) {
      if (tag.closes && tag.name === quiet) quiet = null
      continue
    }
    if (silent.has(tag.name)) {
      if (!tag.closes && !tag.selfClosing) quiet = tag.name
      continue
    }
    say(out, link, tag)
  }
  return out
    .join('')
    .replaceAll(/[ \t]*\n[ \t]*/g, '\n')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

interface Tag {
  name: string
  closes: boolean
  selfClosing: boolean
  href: string | null
  end: number
  /** A "<" that begins no tag. */
  literal: boolean
}

/** The link that is open; they do not go into each other. */
interface Link {
  href: string | null
  from: number
}

function say(out: string[], link: Link, { name, closes, href }: Tag): void {
  if (name === 'br') out.push('\n')
  else if (name === 'a') {
    if (closes) sayAddress(out, link)
    link.href = closes ? null : href
    link.from = out.length
  } else if (blocks.has(name)) {
    if (closes && rows.has(name)) return
    if (!out.at(-1)?.endsWith('\n')) out.push('\n')
    if (name === 'p' || /^h[1-6]$/.test(name)) out.push('\n')
    if (name === 'li') out.push('- ')
  }
}

function sayAddress(out: string[], { href, from }: Link): void {
  if (href === null || !/^(https?:|mailto:)/i.test(href)) return
  const words = out.slice(from).join('').trim()
  const bare = href.replace(/^mailto:/i, '')
  if (words !== bare && words !== href) out.push(words === '' ? bare : ` (${bare})`)
}

function readTag(html: string, open: number): Tag {
  const none = { name: '', closes: false, selfClosing: false, href: null }
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4)
    return { ...none, end: end === -1 ? html.length : end + 3, literal: false }
  }
  const next = html[open + 1] ?? ''
  if (next === '!' || next === '?') {
    const end = html.indexOf('>', open)
    return { ...none, end: end === -1 ? html.length : end + 1, literal: false }
  }
  if (!/[a-z/]/i.test(next)) return { ...none, end: open + 1, literal: true }
  const end = endOfTag(html, open + 1)
  const inner = html.slice(open + 1, end - 1)
  const name = /^\/?\s*([a-z][a-z0-9:-]*)/i.exec(inner)?.[1]?.toLowerCase() ?? ''
  const href = name === 'a' ? /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(inner) : null
  return {
    name,
    closes: next === '/',
    selfClosing: inner.endsWith('/'),
    href: href ? decodeEntities(href[1] ?? href[2] ?? href[3] ?? '').trim() : null,
    end,
    literal: false,
  }
}

// A ">" inside of a quoted attribute does not end the tag.
function endOfTag(html: string, from: number): number {
  let quote = ''
  for (let at = from; at < html.length; at++) {
    const character = html[at] as string
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at + 1
  }
  return html.length + 1
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  deg: '°',
  times: '×',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  ocirc: 'ô',
  ugrave: 'ù',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  ntilde: 'ñ',
  oacute: 'ó',
  aacute: 'á',
  iacute: 'í',
  uacute: 'ú',
  zwj: '\u200d',
  zwnj: '\u200c',
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});?/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return named[entity] ?? whole
    const code = entity[1]?.toLowerCase() === 'x' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : '\ufffd'
  })
}
