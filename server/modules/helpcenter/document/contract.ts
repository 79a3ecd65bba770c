import * as z from 'zod'
import { isAllowedLink } from './links.ts'

// Loaded by browsers: the editor and the server hold documents to the same shape.

/** How a policy value is said: `amount` in the store's currency, the rest with its unit. */
export const policyValueForms = ['days', 'hours', 'amount', 'percent', 'number', 'text'] as const
export type PolicyValueForm = (typeof policyValueForms)[number]

export const calloutTones = ['tip', 'note', 'warning'] as const
export type CalloutTone = (typeof calloutTones)[number]

export type Mark = { type: 'bold' | 'italic' | 'code' } | { type: 'link'; attrs: { href: string } }
export interface Text {
  type: 'text'
  text: string
  marks?: Mark[] | undefined
}
export type Inline =
  | Text
  | { type: 'hardBreak' }
  | { type: 'policyValue'; attrs: { key: string; as: PolicyValueForm }; marks?: Mark[] | undefined }

export interface ListItem {
  type: 'listItem'
  content: Block[]
}
export interface Step {
  type: 'step'
  attrs: { title: string }
  content: Block[]
}
export interface FaqItem {
  type: 'faqItem'
  attrs: { question: string }
  content: Block[]
}
export interface TableCell {
  type: 'tableHeader' | 'tableCell'
  attrs?: { colspan?: number | undefined; rowspan?: number | undefined } | undefined
  content: Block[]
}
export interface TableRow {
  type: 'tableRow'
  content: TableCell[]
}

/** A figure names a file that was taken in, or, until it was fetched, the address it will come from (`remote`). */
export interface Image {
  type: 'image'
  attrs: { file: string | null; remote?: string | undefined; alt: string; caption?: string | undefined }
}
export interface Video {
  type: 'video'
  attrs: { file: string; title: string; captions: string | null; transcript: string }
}

export type Block =
  | { type: 'paragraph'; content?: Inline[] | undefined }
  | { type: 'heading'; attrs: { level: 2 | 3 }; content?: Inline[] | undefined }
  | { type: 'bulletList'; content: ListItem[] }
  | { type: 'orderedList'; attrs?: { start?: number | undefined } | undefined; content: ListItem[] }
  | { type: 'steps'; content: Step[] }
  | { type: 'callout'; attrs: { tone: CalloutTone }; content: Block[] }
  | { type: 'table'; content: TableRow[] }
  | Image
  | Video
  | { type: 'faq'; content: FaqItem[] }
  | { type: 'horizontalRule' }

/** An article's words as ProseMirror writes them. */
export interface HelpDocument {
  type: 'doc'
  content: Block[]
}

const deepest = 14

const short = z.string().max(300)
const fileId = z.string().regex(/^file_\w+$/, 'should be the id of a file that was uploaded')

const mark = z.union([
  z.object({ type: z.enum(['bold', 'italic', 'code']) }),
  z.object({
    type: z.literal('link'),
    attrs: z.object({
      href: z.string().refine(isAllowedLink, 'should be https, mailto, tel, or a path of this site such as /returns'),
    }),
  }),
])
const marks = z.array(mark).max(4).optional()

const inline: z.ZodType<Inline, Inline> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1).max(20_000), marks }),
  z.object({ type: z.literal('hardBreak') }),
  z.object({
    type: z.literal('policyValue'),
    attrs: z.object({ key: z.string().min(1).max(100), as: z.enum(policyValueForms) }),
    marks,
  }),
])
const inlines = z.array(inline).max(2_000).optional()

const block: z.ZodType<Block, Block> = z.lazy(() => anyBlock)
const blocks = z.array(block).max(1_000)
const some = blocks.min(1, 'should hold at least a paragraph')

const listItems = z
  .array(z.object({ type: z.literal('listItem'), content: some }))
  .min(1)
  .max(500)
const span = z.int().min(1).max(50).optional()
const cell = z.object({
  type: z.enum(['tableHeader', 'tableCell']),
  attrs: z.object({ colspan: span, rowspan: span }).optional(),
  content: some,
})

const anyBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('paragraph'), content: inlines }),
  z.object({
    type: z.literal('heading'),
    attrs: z.object({ level: z.union([z.literal(2), z.literal(3)]) }),
    content: inlines,
  }),
  z.object({ type: z.literal('bulletList'), content: listItems }),
  z.object({
    type: z.literal('orderedList'),
    attrs: z.object({ start: z.int().min(0).max(100_000).optional() }).optional(),
    content: listItems,
  }),
  z.object({
    type: z.literal('steps'),
    content: z
      .array(z.object({ type: z.literal('step'), attrs: z.object({ title: short.min(1) }), content: blocks }))
      .min(1)
      .max(100),
  }),
  z.object({ type: z.literal('callout'), attrs: z.object({ tone: z.enum(calloutTones) }), content: some }),
  z.object({
    type: z.literal('table'),
    content: z
      .array(z.object({ type: z.literal('tableRow'), content: z.array(cell).min(1).max(50) }))
      .min(1)
      .max(500),
  }),
  z.object({
    type: z.literal('image'),
    attrs: z
      .object({
        file: fileId.nullable(),
        remote: z
          .string()
          .max(2_000)
          .regex(/^https:\/\//, 'should be an https address')
          .optional(),
        alt: z.string().max(500).meta({ description: 'What it shows; empty only for what is decoration.' }),
        caption: z.string().max(500).optional(),
      })
      .refine((attrs) => attrs.file !== null || attrs.remote !== undefined, 'needs a file'),
  }),
  z.object({
    type: z.literal('video'),
    attrs: z.object({
      file: fileId,
      title: short.min(1),
      captions: fileId.nullable().meta({ description: 'A WebVTT file.' }),
      transcript: z.string().max(50_000),
    }),
  }),
  z.object({
    type: z.literal('faq'),
    content: z
      .array(z.object({ type: z.literal('faqItem'), attrs: z.object({ question: short.min(1) }), content: some }))
      .min(1)
      .max(100),
  }),
  z.object({ type: z.literal('horizontalRule') }),
])

/** A document as the API takes and gives it. What it does not name is dropped. */
export const HelpDocument: z.ZodType<HelpDocument, HelpDocument> = z
  .object({ type: z.literal('doc'), content: blocks })
  .refine((doc) => depthOf(doc) <= deepest, `should not be nested deeper than ${deepest} levels`)
  .meta({ id: 'HelpDocument', description: 'ProseMirror JSON.' }) as z.ZodType<HelpDocument, HelpDocument>

/** A document with nothing in it. */
export const emptyDocument: HelpDocument = { type: 'doc', content: [{ type: 'paragraph' }] }

function depthOf(node: { content?: readonly unknown[] | undefined }): number {
  const inner = (node.content ?? []) as { content?: unknown[] }[]
  return 1 + inner.reduce((deep, each) => Math.max(deep, depthOf(each)), 0)
}
