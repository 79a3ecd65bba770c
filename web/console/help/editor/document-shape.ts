import type { JSONContent } from '@tiptap/core'

/** A node of an article as the server keeps it. */
export interface DocNode {
  type: string
  attrs?: Record<string, unknown>
  content?: DocNode[]
  marks?: DocNode[]
  text?: string
}

/** The words above a step or an answer are attributes in an article, and lines of their own in the editor, where a caret can go. */
const headed = {
  step: { attribute: 'title', line: 'stepTitle' },
  faqItem: { attribute: 'question', line: 'faqQuestion' },
} as const

// A title that is not written yet: the server keeps no empty one, and a draft is kept as it is.
const untitled = ' '

type Attributes = Record<string, unknown>

/** What each node carries as the server has it; whatever else an editor's node has stays in the editor. */
const attributesOf: Record<string, (attributes: Attributes) => Attributes | undefined> = {
  heading: ({ level }) => ({ level: level === 3 ? 3 : 2 }),
  orderedList: ({ start }) => (typeof start === 'number' && start !== 1 ? { start } : undefined),
  callout: ({ tone }) => ({ tone }),
  tableCell: spans,
  tableHeader: spans,
  image: ({ file, remote, alt, caption }) => ({
    file: file ?? null,
    ...(remote ? { remote } : {}),
    alt: alt ?? '',
    ...(caption ? { caption } : {}),
  }),
  video: ({ file, title, captions, transcript }) => ({
    file,
    title: title || untitled,
    captions: captions ?? null,
    transcript: transcript ?? '',
  }),
  policyValue: ({ key, as }) => ({ key, as }),
  link: ({ href }) => ({ href }),
}

/** An article's document as the server keeps it, from what stands in the editor. */
export function toShape(node: JSONContent): DocNode {
  const type = node.type ?? 'doc'
  const content = (node.content ?? []).map(toShape)
  if (type === 'doc') return { type, content: withoutEmptyEnd(content) }
  if (isHeaded(type)) {
    const [line, ...rest] = content
    return { type, attrs: { [headed[type].attribute]: textOf(line).trim() || untitled }, content: rest }
  }
  const attrs = attributesOf[type]?.(node.attrs ?? {})
  const marks = (node.marks ?? []).map(toShape)
  return {
    type,
    ...(attrs ? { attrs } : {}),
    ...(content.length > 0 ? { content } : {}),
    ...(marks.length > 0 ? { marks } : {}),
    ...(node.text === undefined ? {} : { text: node.text }),
  }
}

/** What stands in the editor, from an article's document. */
export function fromShape(node: DocNode): JSONContent {
  const content = (node.content ?? []).map(fromShape)
  if (node.type === 'doc') return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] }
  if (!isHeaded(node.type)) return { ...node, ...(content.length > 0 ? { content } : {}) } as JSONContent
  const { attribute, line } = headed[node.type]
  const words = String(node.attrs?.[attribute] ?? '').trim()
  const first = { type: line, ...(words ? { content: [{ type: 'text', text: words }] } : {}) }
  return { type: node.type, content: [first, ...(content.length > 0 ? content : [{ type: 'paragraph' }])] }
}

/** The words of a document in a row. */
export function textOf(node: DocNode | undefined): string {
  if (!node) return ''
  if (node.text !== undefined) return node.text
  const own = [node.attrs?.title, node.attrs?.question].filter((words) => typeof words === 'string')
  const isLine = node.content?.some(({ type }) => type === 'text')
  return [...own, ...(node.content ?? []).map(textOf)].join(isLine ? '' : ' ')
}

/** Whether a title, a question or a picture's words are still to be written. */
export function lacksWords(node: DocNode): boolean {
  const words = { step: node.attrs?.title, faqItem: node.attrs?.question, image: node.attrs?.alt }[node.type]
  return (typeof words === 'string' && words.trim() === '') || (node.content ?? []).some(lacksWords)
}

function isHeaded(type: string): type is keyof typeof headed {
  return type in headed
}

function spans({ colspan, rowspan }: Attributes): Attributes | undefined {
  const kept = Object.entries({ colspan, rowspan }).filter(([, span]) => typeof span === 'number' && span > 1)
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

// The editor keeps an empty line at the end to write on.
function withoutEmptyEnd(content: DocNode[]): DocNode[] {
  const last = content.at(-1)
  return last?.type === 'paragraph' && !last.content ? withoutEmptyEnd(content.slice(0, -1)) : content
}
