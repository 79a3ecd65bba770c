import { parseDocument } from 'htmlparser2'
import type { ChildNode, Element } from 'domhandler'
import { cutDeep, isElement } from './cut-deep.ts'
import { isAllowedLink } from './links.ts'
import type {
  Block,
  CalloutTone,
  FaqItem,
  HelpDocument,
  Inline,
  ListItem,
  Mark,
  Step,
  TableCell,
  TableRow,
} from './contract.ts'
import { policyTokens } from './policy-tokens.ts'

/** What of a page cannot be kept as it is. */
export interface Loss {
  code: 'picture_left_out' | 'video_as_link' | 'link_left_out' | 'too_deep'
  /** What it was: an address. */
  what: string
}

export interface HtmlReading {
  /** Where relative addresses belong to. */
  base?: string | undefined
  /** Another address for a link, such as of an article that comes along; undefined leaves it as it is. */
  linkFor?: ((href: string) => string | undefined) | undefined
  /** Whether `{{policy:key|as}}`, steps and callouts are read, as our own Markdown writes them. */
  ours?: boolean | undefined
}

/**
 * Reads HTML of another help center as a document: what a document has is kept, the rest is left out. Scripts, styles, handlers
 * and frames never come along, since only what is named here is read.
 */
export function fromHtml(html: string, reading: HtmlReading = {}): { doc: HelpDocument; losses: Loss[] } {
  const reader = new HtmlReader(reading)
  const { children } = parseDocument(html, { decodeEntities: true })
  const cut = cutDeep(children, silent)
  if (cut !== undefined) reader.losses.push({ code: 'too_deep', what: cut })
  const content = reader.blocks(children, 1)
  return {
    doc: { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] },
    losses: reader.losses,
  }
}

// Documents may hold 14 levels; a table in a list takes the last five.
const deepest = 9

const silent = new Set([
  'script',
  'style',
  'head',
  'template',
  'noscript',
  'svg',
  'math',
  'select',
  'textarea',
  'button',
  'form',
])
const markOf: Record<string, Mark['type']> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
}
const levelOf: Record<string, 2 | 3> = { h1: 2, h2: 2, h3: 3, h4: 3, h5: 3, h6: 3 }
const inlineNames = new Set([
  ...Object.keys(markOf),
  'a',
  'span',
  'font',
  'u',
  's',
  'del',
  'ins',
  'small',
  'sub',
  'sup',
  'mark',
  'abbr',
  'cite',
  'q',
  'time',
  'label',
  'var',
  'bdi',
  'bdo',
  'wbr',
  'br',
])
const calloutClass =
  /(?:^|[\s_-])(?:callout|admonition|alert|notice|note|panel|infobox|interblocks-callout)(?:$|[\s_-])/i

class HtmlReader {
  readonly losses: Loss[] = []
  readonly #reading: HtmlReading

  constructor(reading: HtmlReading) {
    this.#reading = reading
  }

  /** Blocks of some nodes; words that stand between blocks become paragraphs. */
  blocks(nodes: readonly ChildNode[], depth: number): Block[] {
    const blocks: Block[] = []
    let line: Inline[] = []
    const flush = () => {
      const content = trimmed(line)
      if (content.length > 0) blocks.push({ type: 'paragraph', content })
      line = []
    }
    for (const piece of this.#pieces(nodes, [], depth)) {
      if (isInline(piece)) line.push(piece)
      else {
        flush()
        put(blocks, piece)
      }
    }
    flush()
    return blocks
  }

  // Words with their marks, and blocks wherever they stand: an image in a paragraph divides it.
  *#pieces(nodes: readonly ChildNode[], marks: readonly Mark[], depth: number): Generator<Inline | Block> {
    for (const node of nodes) {
      if (node.type === 'text') yield* this.#text(node.data, marks)
      else if (isElement(node)) yield* this.#element(node, marks, depth)
    }
  }

  *#element(node: Element, marks: readonly Mark[], depth: number): Generator<Inline | Block> {
    const { name } = node
    if (silent.has(name)) return
    if (name === 'br') yield { type: 'hardBreak' }
    else if (name === 'img') yield* this.#image(node)
    else if (name === 'a') yield* this.#pieces(node.children, this.#linked(node, marks), depth)
    else if (inlineNames.has(name)) yield* this.#pieces(node.children, added(marks, markOf[name]), depth)
    else yield* this.#block(node, depth)
  }

  *#block(node: Element, depth: number): Generator<Block> {
    const { name, children } = node
    if (depth > deepest && name !== 'p') {
      this.losses.push({ code: 'too_deep', what: name })
      const content = trimmed([...this.#text(textOf(node), [])])
      if (content.length > 0) yield { type: 'paragraph', content }
      return
    }
    const level = levelOf[name]
    if (level) return yield* this.#heading(node, level, depth)
    switch (name) {
      case 'ul':
      case 'ol':
        return yield* this.#list(node, depth)
      case 'table':
        return yield* this.#table(node, depth)
      case 'details':
        return yield* this.#question(node, depth)
      case 'blockquote':
        return yield* this.#callout(node, depth)
      case 'figure':
        return yield* this.#figure(node, depth)
      case 'pre':
        return yield* this.#preformatted(node)
      case 'hr':
        yield { type: 'horizontalRule' }
        return
      case 'iframe':
      case 'video':
      case 'embed':
      case 'object':
        return yield* this.#video(node)
      case 'dt':
        yield* this.blocks(children, depth).map((block) => emphasized(block))
        return
      default:
        if (calloutClass.test(node.attribs.class ?? '')) yield* this.#callout(node, depth)
        else yield* this.blocks(children, depth)
    }
  }

  *#heading(node: Element, level: 2 | 3, depth: number): Generator<Block> {
    for (const block of this.blocks(node.children, depth)) {
      if (block.type !== 'paragraph') yield block
      else {
        const content = (block.content ?? []).map((each) =>
          each.type === 'hardBreak' ? ({ type: 'text', text: ' ' } as const) : without(each, 'bold'),
        )
        yield { type: 'heading', attrs: { level }, content }
      }
    }
  }

  *#list(node: Element, depth: number): Generator<Block> {
    const items: ListItem[] = []
    for (const child of node.children) {
      if (!isElement(child)) continue
      const content = this.blocks(child.name === 'li' ? child.children : [child], depth + 2)
      // A list right in a list, as old editors write it, belongs to the item before.
      const last = items.at(-1)
      if (child.name !== 'li' && last) last.content.push(...content)
      else if (content.length > 0) items.push({ type: 'listItem', content })
    }
    if (items.length === 0) return
    if (node.name === 'ul') yield { type: 'bulletList', content: items }
    else {
      const steps = this.#reading.ours ? stepsOf(items) : undefined
      const start = Number(node.attribs.start ?? 1)
      if (steps) yield { type: 'steps', content: steps }
      else if (Number.isInteger(start) && start > 1 && start <= 100_000)
        yield { type: 'orderedList', attrs: { start }, content: items }
      else yield { type: 'orderedList', content: items }
    }
  }

  *#table(node: Element, depth: number): Generator<Block> {
    const rows: TableRow[] = []
    for (const row of elements(node, 'tr')) {
      const cells = row.children.filter(isElement).filter(({ name }) => name === 'td' || name === 'th')
      const content = cells.map((cell): TableCell => {
        const inner = this.blocks(cell.children, depth + 3)
        const spans = { colspan: spanOf(cell.attribs.colspan), rowspan: spanOf(cell.attribs.rowspan) }
        return {
          type: cell.name === 'th' ? 'tableHeader' : 'tableCell',
          ...(spans.colspan || spans.rowspan ? { attrs: spans } : {}),
          content: inner.length > 0 ? inner : [{ type: 'paragraph' }],
        }
      })
      if (content.length > 0) rows.push({ type: 'tableRow', content })
    }
    for (const caption of elements(node, 'caption')) yield* this.blocks(caption.children, depth)
    if (rows.length > 0) yield { type: 'table', content: rows }
  }

  *#question(node: Element, depth: number): Generator<Block> {
    const summary = node.children.find((child): child is Element => isElement(child) && child.name === 'summary')
    const content = this.blocks(
      node.children.filter((child) => child !== summary),
      depth + 2,
    )
    const question = summary ? textOf(summary).replaceAll(/\s+/gu, ' ').trim() : ''
    if (question === '' || content.length === 0) yield* content
    else yield { type: 'faq', content: [{ type: 'faqItem', attrs: { question: question.slice(0, 300) }, content }] }
  }

  // `> [!NOTE]`, as Markdown writes it, or a box that says what it is by its class.
  *#callout(node: Element, depth: number): Generator<Block> {
    const content = this.blocks(node.children, depth + 1)
    const named = toneIn(content)
    if (content.length > 0)
      yield { type: 'callout', attrs: { tone: named ?? toneOfClass(node.attribs.class ?? '') }, content }
  }

  *#figure(node: Element, depth: number): Generator<Block> {
    const caption = elements(node, 'figcaption').map(textOf).join(' ').replaceAll(/\s+/gu, ' ').trim().slice(0, 500)
    const inner = node.children.filter((child) => !(isElement(child) && child.name === 'figcaption'))
    for (const block of this.blocks(inner, depth)) {
      if (block.type === 'image' && caption !== '') yield { ...block, attrs: { ...block.attrs, caption } }
      else yield block
    }
  }

  *#preformatted(node: Element): Generator<Block> {
    const lines = textOf(node).replaceAll('\r', '').replace(/^\n/, '').trimEnd().split('\n')
    const content = lines.flatMap((text, index): Inline[] => [
      ...(index > 0 ? [{ type: 'hardBreak' as const }] : []),
      ...(text === '' ? [] : [{ type: 'text' as const, text, marks: [{ type: 'code' as const }] }]),
    ])
    if (content.length > 0) yield { type: 'paragraph', content }
  }

  *#image({ attribs }: Element): Generator<Block> {
    const address = this.#absolute(attribs.src ?? '')?.replace(/^http:/i, 'https:')
    if (address === undefined || !address.startsWith('https:') || address.length > 2_000) {
      this.losses.push({ code: 'picture_left_out', what: (attribs.src ?? '').slice(0, 200) })
      return
    }
    const caption = attribs.title?.trim().slice(0, 500)
    yield {
      type: 'image',
      attrs: {
        file: null,
        remote: address,
        alt: (attribs.alt ?? '').trim().slice(0, 500),
        ...(caption ? { caption } : {}),
      },
    }
  }

  *#video(node: Element): Generator<Block> {
    const source = node.attribs.src ?? node.attribs.data ?? elements(node, 'source')[0]?.attribs.src ?? ''
    const href = source.trim() === '' ? undefined : this.#absolute(source)
    if (href === undefined || !isAllowedLink(href)) return
    this.losses.push({ code: 'video_as_link', what: href })
    const text = node.attribs.title?.trim() || href
    yield { type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: 'link', attrs: { href } }] }] }
  }

  #linked({ attribs }: Element, marks: readonly Mark[]): readonly Mark[] {
    const given = (attribs.href ?? '').trim()
    if (given === '' || given.startsWith('#')) return marks
    const wanted = this.#reading.linkFor?.(given) ?? (isAllowedLink(given) ? given : this.#absolute(given))
    const href = wanted?.replace(/^http:/i, 'https:')
    if (href !== undefined && isAllowedLink(href))
      return [...marks.filter((mark) => mark.type !== 'link'), { type: 'link', attrs: { href } }]
    this.losses.push({ code: 'link_left_out', what: given.slice(0, 200) })
    return marks
  }

  #absolute(address: string): string | undefined {
    const { base } = this.#reading
    return URL.canParse(address, base) ? new URL(address, base).href : undefined
  }

  *#text(data: string, marks: readonly Mark[]): Generator<Inline> {
    const text = data.replaceAll(/[ \t\n\r\f\u00A0]+/gu, ' ')
    const carried = marks.length > 0 ? { marks: [...marks] } : {}
    for (const part of this.#reading.ours ? policyTokens(text) : [text]) {
      if (typeof part !== 'string') yield { type: 'policyValue', attrs: part, ...carried }
      else if (part !== '') yield { type: 'text', text: part, ...carried }
    }
  }
}

/** Steps, where each item of a list begins with a bold line of its own. */
function stepsOf(items: readonly ListItem[]): Step[] | undefined {
  const steps: Step[] = []
  for (const { content } of items) {
    const [first, ...rest] = content
    if (first?.type !== 'paragraph') return undefined
    const line = first.content ?? []
    const end = line.findIndex((each) => !isBold(each))
    const title = line.slice(0, end === -1 ? line.length : end)
    if (title.length === 0 || title.some((each) => each.type !== 'text')) return undefined
    const after = trimmed(end === -1 ? [] : line.slice(end))
    steps.push({
      type: 'step',
      attrs: {
        title: title
          .map((each) => (each.type === 'text' ? each.text : ''))
          .join('')
          .trim()
          .slice(0, 300),
      },
      content: [...(after.length > 0 ? [{ type: 'paragraph' as const, content: after }] : []), ...rest],
    })
  }
  return steps
}

/** The tone that the first words name, which are taken out. */
function toneIn(content: Block[]): CalloutTone | undefined {
  const [first] = content
  const [words] = first?.type === 'paragraph' ? (first.content ?? []) : []
  if (first?.type !== 'paragraph' || words?.type !== 'text') return undefined
  const [whole, name = ''] = /^\s*\[!(\w+)\]\s*/.exec(words.text) ?? []
  const tone = (
    { tip: 'tip', note: 'note', info: 'note', important: 'note', warning: 'warning', caution: 'warning' } as const
  )[name.toLowerCase()]
  if (whole === undefined || tone === undefined) return undefined
  words.text = words.text.slice(whole.length)
  first.content = trimmed(first.content ?? [])
  if (first.content.length === 0) content.shift()
  return tone
}

function toneOfClass(name: string): CalloutTone {
  if (/warn|danger|caution|error|alert/i.test(name)) return 'warning'
  return /tip|success|hint/i.test(name) ? 'tip' : 'note'
}

// Questions that follow each other are one list of them.
function put(blocks: Block[], block: Block): void {
  const last = blocks.at(-1)
  if (block.type === 'faq' && last?.type === 'faq') last.content.push(...(block.content as FaqItem[]))
  else blocks.push(block)
}

/** A line without blanks and breaks at its ends, and with one blank where several met. */
function trimmed(line: readonly Inline[]): Inline[] {
  const out: Inline[] = []
  for (const each of line) {
    const last = out.at(-1)
    const atStart = last === undefined || last.type === 'hardBreak'
    if (each.type !== 'text') {
      if (each.type === 'hardBreak') dropBlankEnd(out)
      if (each.type !== 'hardBreak' || out.length > 0) out.push(each)
      continue
    }
    const blankBefore = atStart || (last.type === 'text' && last.text.endsWith(' '))
    const text = blankBefore ? each.text.replace(/^ +/, '') : each.text
    if (text === '') continue
    if (last?.type === 'text' && sameMarks(last.marks, each.marks))
      out[out.length - 1] = { ...last, text: last.text + text }
    else out.push({ ...each, text })
  }
  dropBlankEnd(out)
  while (out.at(-1)?.type === 'hardBreak') {
    out.pop()
    dropBlankEnd(out)
  }
  return out
}

function dropBlankEnd(line: Inline[]): void {
  const last = line.at(-1)
  if (last?.type !== 'text' || !last.text.endsWith(' ')) return
  line.pop()
  const text = last.text.trimEnd()
  if (text !== '') line.push({ ...last, text })
}

function sameMarks(one: readonly Mark[] | undefined, other: readonly Mark[] | undefined): boolean {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? [])
}

function added(marks: readonly Mark[], type: Mark['type'] | undefined): readonly Mark[] {
  if (type === undefined || type === 'link' || marks.some((mark) => mark.type === type)) return marks
  return [...marks, { type }]
}

function without<I extends Inline>(each: I, type: Mark['type']): I {
  if (!('marks' in each) || !each.marks) return each
  const { marks: _marks, ...rest } = each
  const left = each.marks.filter((mark) => mark.type !== type)
  return { ...rest, ...(left.length > 0 ? { marks: left } : {}) } as I
}

function emphasized(block: Block): Block {
  if (block.type !== 'paragraph') return block
  const content = (block.content ?? []).map((each) =>
    each.type === 'text' ? { ...each, marks: [...added(each.marks ?? [], 'bold')] } : each,
  )
  return { ...block, content }
}

function isBold(each: Inline): boolean {
  return each.type === 'text' && (each.marks ?? []).some((mark) => mark.type === 'bold')
}

function isInline(piece: Inline | Block): piece is Inline {
  return piece.type === 'text' || piece.type === 'hardBreak' || piece.type === 'policyValue'
}

/** Elements of a name below a node, but not in a table of its own. */
function elements(node: Element, name: string): Element[] {
  return node.children
    .filter(isElement)
    .flatMap((child) => (child.name === name ? [child] : child.name === 'table' ? [] : elements(child, name)))
}

function textOf(node: ChildNode): string {
  if (node.type === 'text') return node.data
  if (!isElement(node) || silent.has(node.name)) return ''
  return node.name === 'br' ? '\n' : node.children.map(textOf).join('')
}

function spanOf(text: string | undefined): number | undefined {
  const span = Number(text)
  return Number.isInteger(span) && span > 1 && span <= 50 ? span : undefined
}
