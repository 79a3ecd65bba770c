import { htmlToText } from '#platform/html-to-text'
import { introduces, isForwardedLine } from './language-table.ts'

type Attributes = Record<string, string>

const quoteClasses =
  /(?:^|\s)(?:x_)*(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra|ms-outlook-mobile-reference-message|OutlookMessageHeader|front-blockquote)(?:\s|$)/
const quoteIds = /^(?:x_)*(?:OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|reply-intro|isReplyContent)$/
/** From here on everything is the earlier mail, in whatever elements it stands. */
const restIds = /^(?:x_)*(?:divRplyFwdMsg|appendonsend|stopSpelling|ms-outlook-reply)$/

/** How a mail program says that an element is an earlier mail: `all` of it, or it and the `rest` behind it. */
export function quoteKind(
  tagName: string,
  { class: classes = '', id = '', type = '', style = '', name = '' }: Attributes,
) {
  if (restIds.test(id)) return 'rest'
  if (quoteClasses.test(classes) || quoteIds.test(id)) return 'all'
  if (tagName === 'blockquote') return type.toLowerCase() === 'cite' ? 'all' : 'perhaps'
  if (tagName === 'div' && name === 'quote') return 'all'
  const isOutlookRule = /border:\s*none;\s*border-top:\s*solid\s+#?\w+\s+1\.0pt/i.test(style)
  return tagName === 'div' && isOutlookRule ? 'rest' : undefined
}

export interface FoldedHtml {
  shown: string
  quoted: string
  /** What introduces the quotations and stands before them, such as “On Monday the shop wrote:”, as plain text. */
  introductions: string[]
}

/** Block quotations whose introduction is looked for. */
const mostLooked = 50

interface Range {
  from: number
  to: number
  openTags: string[]
  isRest: boolean
}

/** Parts sanitized HTML at the marks that `quoteKind` left there. Undefined where nothing is to be folded. */
export function foldHtml(html: string): FoldedHtml | undefined {
  const ranges = rangesOf(html)
  if (ranges.length === 0 || isBetweenTheLines(html, ranges)) return undefined
  const inside = ranges.map(({ from, to }) => html.slice(from, to))
  const text = htmlToText(inside.join('\n'))
  if (text.split('\n', 12).some(isForwardedLine)) return undefined
  let shown = ''
  let from = 0
  for (const range of ranges) {
    shown += html.slice(from, range.from)
    from = range.to
    if (range.isRest)
      shown += range.openTags
        .toReversed()
        .map((tag) => `</${nameOf(tag)}>`)
        .join('')
  }
  shown += html.slice(from)
  if (htmlToText(shown) === '' && !/<img /.test(shown)) return undefined
  const quoted = ranges.map((range, at) => (range.isRest ? range.openTags.join('') : '') + (inside[at] ?? '')).join('')
  return { shown, quoted, introductions: ranges.flatMap((range) => introductionBefore(html, range.from) ?? []) }
}

/** HTML without the marks that were made for folding. */
export function withoutMarks(html: string | undefined): string | undefined {
  return html?.replaceAll(tags, (tag) => tag.replace(/ data-quoted="(?:all|rest|perhaps)"/, ''))
}

// The sanitizer's output is well formed, with every sign of mark-up inside of words and attributes escaped.
const tags = /<(\/)?([a-z][a-z0-9]*)([^>]*)>/g
const empty = new Set(['br', 'hr', 'img', 'wbr', 'col'])
const nameOf = (tag: string) => /^<([a-z0-9]+)/.exec(tag)?.[1] ?? ''

function rangesOf(html: string): Range[] {
  const ranges: Range[] = []
  const stack: string[] = []
  let looked = 0
  let open: { from: number; depth: number } | undefined
  for (const { 0: tag, 1: slash, 2: name = '', index } of html.matchAll(tags)) {
    if (empty.has(name)) {
      if (!open && tag.includes('data-quoted="rest"'))
        return [...ranges, { from: index, to: html.length, openTags: stack, isRest: true }]
      continue
    }
    if (slash) {
      stack.pop()
      if (open && stack.length === open.depth) {
        ranges.push({ from: open.from, to: index + tag.length, openTags: [], isRest: false })
        open = undefined
      }
      continue
    }
    if (!open && tag.includes('data-quoted="rest"'))
      return [...ranges, { from: index, to: html.length, openTags: stack, isRest: true }]
    if (
      !open &&
      (tag.includes('data-quoted="all"') ||
        (tag.includes('data-quoted="perhaps"') && ++looked <= mostLooked && introductionBefore(html, index)))
    )
      open = { from: index, depth: stack.length }
    stack.push(tag)
  }
  return ranges
}

// Somebody's own block quotation has no introduction that speaks of a mail.
function introductionBefore(html: string, at: number): string | undefined {
  const before = html.slice(Math.max(0, at - 3_000), at).replace(/^[^<]*>/, '')
  const lines = htmlToText(before)
    .split('\n')
    .filter((line) => line.trim())
  const count = [1, 2, 3].find((many) => introduces(lines.slice(-many).join(' ')) !== undefined)
  return count === undefined ? undefined : lines.slice(-count).join('\n')
}

/** Words behind more than one of the quotations, or inside of one beside its block quotations. */
function isBetweenTheLines(html: string, ranges: Range[]): boolean {
  const answered = ranges.filter(({ to }, at) => !isMoreQuote(html.slice(to, ranges[at + 1]?.from ?? html.length)))
  if (answered.length > 1) return true
  return ranges.some(({ from, to, isRest }) => {
    if (isRest) return false
    const inside = html.slice(from, to)
    const outer = nameOf(inside)
    if (outer === 'blockquote' || !inside.includes('<blockquote')) return false
    return !isMoreQuote(withoutBlockquotes(inside).replace(/^[\s\S]*?<!--quote-->/, ''))
  })
}

const isMoreQuote = (html: string) => {
  const text = htmlToText(html.replaceAll('<!--quote-->', ''))
  return text === '' || introduces(text.replaceAll('\n', ' ')) !== undefined
}

function withoutBlockquotes(html: string): string {
  let [result, depth, from] = ['', 0, 0]
  for (const { 0: tag, index } of html.matchAll(/<\/?blockquote[^>]*>/g)) {
    if (depth === 0) result += html.slice(from, index)
    depth += tag.startsWith('</') ? -1 : 1
    if (depth === 0) {
      result += '<!--quote-->'
      from = index + tag.length
    }
  }
  return depth === 0 ? result + html.slice(from) : result
}
