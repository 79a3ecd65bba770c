import sanitize from 'sanitize-html'
import { limits } from '../../../limits.ts'
import { quoteKind } from './quotes/html-quotes.ts'

/**
 * A mail's HTML as it may be shown: nothing runs, nothing is loaded, nothing leaves its place. Remote pictures keep their
 * address in `data-blocked-src`; pictures of the mail itself stay as `cid:`. Earlier mails carry `data-quoted` for `foldHtml`.
 * Undefined for what is too large or too deep to be shown so: its plain words are shown instead.
 */
export function sanitizeHtml(html: string): string | undefined {
  const shorter = readableHtml(html)
  if (shorter.length > limits.mailReading.htmlCharacters || countTags(shorter) > limits.mailReading.htmlTags)
    return undefined
  if (depthOf(shorter) > limits.mailReading.htmlDepth * 5) return undefined
  return sanitize(shorter, options)
}

function countTags(html: string): number {
  let count = 0
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) count++
  return count
}

/** How many elements stand open at once: parsers walk through all of them with each tag. */
export function depthOf(html: string): number {
  let [depth, deepest] = [0, 0]
  for (const [tag] of html.matchAll(/<\/?(?:div|span|font|table|blockquote|b|i|a|ul|ol|center)\b/gi)) {
    depth = Math.max(0, depth + (tag[1] === '/' ? -1 : 1))
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** HTML without endless blanks, and without a comment or an element that never ends and would hide all that follows. */
export function readableHtml(html: string): string {
  const shorter = withoutEndless(html.replaceAll(/\s{200,}/g, ' ').replaceAll(/&#x?0+;?(?![\da-f])/gi, ''))
  const last = shorter.lastIndexOf('<!--')
  return last === -1 || shorter.includes('-->', last) ? shorter : shorter.slice(0, last) + shorter.slice(last + 4)
}

const swallowing =
  'svg math template title textarea noscript xmp plaintext style script iframe noembed noframes select option xml'.split(
    ' ',
  )

function withoutEndless(html: string): string {
  let whole = html
  for (const name of swallowing) {
    const tags = [...whole.matchAll(new RegExp(`<(/?)${name}\\b`, 'gi'))]
    const ends = tags.filter(([, slash]) => slash === '/').length
    if (tags.length > 2 * ends) whole = whole.replaceAll(new RegExp(`</?${name}\\b[^>]{0,500}>`, 'gi'), ' ')
  }
  return whole
}

const size = /^\d{1,4}(?:\.\d+)?(?:px|pt|em|rem|%|ex|ch)?$/
const sizes =
  /^(?:auto|0|-?\d{1,4}(?:\.\d+)?(?:px|pt|em|rem|%)?)(?:\s+(?:auto|0|-?\d{1,4}(?:\.\d+)?(?:px|pt|em|rem|%)?)){0,3}$/
const color = /^(?:#[\da-f]{3,8}|rgba?\([\d\s.,%]{5,40}\)|[a-z]{3,25})$/i
const border =
  /^(?:(?:none|hidden|dotted|dashed|solid|double|medium|thin|thick|windowtext|currentcolor|\d{1,2}(?:\.\d+)?(?:px|pt)?|#[\da-f]{3,8}|rgba?\([\d\s.,%]{5,40}\)|[a-z]{3,20})\s*){1,3}$/i

const sides = (name: string, pattern: RegExp) =>
  Object.fromEntries(['', '-top', '-right', '-bottom', '-left'].map((side) => [`${name}${side}`, [pattern]]))

const options: sanitize.IOptions = {
  allowedTags: (
    'p div span br hr b strong i em u s strike del ins sub sup small big font center blockquote pre code tt kbd samp ' +
    'ul ol li dl dt dd table thead tbody tfoot tr td th caption col colgroup h1 h2 h3 h4 h5 h6 a img address abbr ' +
    'cite q bdo bdi wbr section article header footer main figure figcaption'
  ).split(' '),
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'template', 'svg', 'math', 'xml'],
  allowedAttributes: {
    '*': ['dir', 'lang', 'title', 'align', 'valign', 'bgcolor', 'style', 'data-quoted'],
    a: ['href', 'rel', 'target'],
    img: ['src', 'data-blocked-src', 'alt', 'width', 'height'],
    table: ['border', 'cellpadding', 'cellspacing', 'width'],
    td: ['colspan', 'rowspan', 'width', 'height'],
    th: ['colspan', 'rowspan', 'width', 'height', 'scope'],
    col: ['span', 'width'],
    ol: ['start', 'type'],
    font: ['color', 'size', 'face'],
  },
  allowedStyles: {
    '*': {
      color: [color],
      'background-color': [color],
      'text-align': [/^(?:left|right|center|justify|start|end)$/i],
      'text-decoration': [/^(?:none|underline|line-through)$/i],
      'font-weight': [/^(?:normal|bold|bolder|lighter|[1-9]00)$/i],
      'font-style': [/^(?:normal|italic|oblique)$/i],
      'font-size': [/^(?:(?:xx?-)?(?:small|large)|medium|smaller|larger|\d{1,2}(?:\.\d+)?(?:px|pt|em|rem|%))$/i],
      'font-family': [/^[\w\s,'"-]{1,200}$/],
      'line-height': [/^(?:normal|\d{1,2}(?:\.\d+)?(?:px|pt|em|%)?)$/],
      'vertical-align': [/^(?:top|middle|bottom|baseline|sub|super|text-top|text-bottom)$/i],
      'white-space': [/^(?:normal|nowrap|pre|pre-wrap|pre-line)$/i],
      direction: [/^(?:ltr|rtl)$/i],
      'unicode-bidi': [/^(?:normal|embed|isolate|plaintext)$/i],
      'list-style-type': [/^[a-z-]{3,20}$/i],
      'border-collapse': [/^(?:collapse|separate)$/i],
      width: [size],
      'max-width': [size],
      height: [size],
      ...sides('margin', sizes),
      ...sides('padding', sizes),
      ...sides('border', border),
      'border-radius': [sizes],
    },
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid', 'data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  nestingLimit: limits.mailReading.htmlDepth,
  transformTags: { '*': transformed },
}

function transformed(tagName: string, attribs: sanitize.Attributes): sanitize.Tag {
  const quoted = quoteKind(tagName, attribs)
  const { src, background: _background, 'data-quoted': _theirs, 'data-blocked-src': _blocked, ...rest } = attribs
  const own = { ...rest, ...(quoted ? { 'data-quoted': quoted } : {}) }
  if (tagName === 'a' && attribs.href)
    return { tagName, attribs: { ...own, rel: 'noopener noreferrer nofollow', target: '_blank' } }
  return { tagName, attribs: tagName === 'img' ? { ...own, ...pictureSource(src ?? '') } : own }
}

function pictureSource(src: string): sanitize.Attributes {
  const address = src.replaceAll(/\s/g, '')
  if (/^cid:/i.test(address)) return { src: `cid:${address.slice(4)}` }
  if (/^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=]+$/i.test(address)) return { src: address }
  if (/^https?:\/\//i.test(address)) return { 'data-blocked-src': address }
  return /^\/\/[\w.-]/.test(address) ? { 'data-blocked-src': `https:${address}` } : {}
}
