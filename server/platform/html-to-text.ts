import { compile } from 'html-to-text'

/** Everything inside of these is no text. */
const silent = [
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
  'img',
]

const convert = compile({
  wordwrap: false,
  // However deep or long somebody made it.
  limits: { maxInputLength: 2_000_000, maxDepth: 100, maxChildNodes: 20_000 },
  // Mails put whole documents inside of others: all of it counts, not the first body.
  baseElements: { selectors: [], returnDomByDefault: true },
  selectors: [
    ...silent.map((selector) => ({ selector, format: 'skip' })),
    {
      selector: 'a',
      options: { ignoreHref: false, hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'], noAnchorUrl: true },
    },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'ul', options: { itemPrefix: '- ', leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['td', 'th'].map((selector) => ({
      selector,
      format: 'block',
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
    { selector: 'blockquote', format: 'block' },
  ],
})

const mostTags = 20_000

/**
 * What a person would read of an HTML text: lines where it has blocks, a dash before points of a list, the address behind a link
 * whose words are others. Nothing is run, loaded or kept of the markup.
 */
export function htmlToText(html: string): string {
  return convert(beginningOf(html))
    .replaceAll(/ ?\(javascript:[^)]{0,200}\)+/gi, '')
    .replaceAll('\0', '\ufffd')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

// The parser's time grows with the square of how many tags stand open, long before its own limits.
function beginningOf(html: string): string {
  let count = 0
  for (const { index } of html.matchAll(/<[a-z]/gi)) if (++count > mostTags) return `${html.slice(0, index)} …`
  return html
}
