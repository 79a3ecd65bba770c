import { type Editor, mergeAttributes, Node } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'

// As wide as what the server takes, so that whatever was brought in from elsewhere can be edited.
const inner = 'block+'

/** Steps in order; each has a title and says what to do. */
export const Steps = Node.create({
  name: 'steps',
  group: 'block',
  content: 'step+',
  parseHTML: () => [{ tag: 'ol[data-kind="steps"]' }],
  renderHTML: ({ HTMLAttributes }) => ['ol', mergeAttributes(HTMLAttributes, { 'data-kind': 'steps' }), 0],
})

export const Step = Node.create({
  name: 'step',
  content: `stepTitle ${inner}`,
  defining: true,
  priority: 110,
  parseHTML: () => [{ tag: 'li[data-kind="step"]' }],
  renderHTML: ({ HTMLAttributes }) => ['li', mergeAttributes(HTMLAttributes, { 'data-kind': 'step' }), 0],
  addKeyboardShortcuts: () => headedKeys('step', 'stepTitle'),
})

export const StepTitle = Node.create({
  name: 'stepTitle',
  content: 'text*',
  marks: '',
  defining: true,
  parseHTML: () => [{ tag: 'div[data-kind="step-title"]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-kind': 'step-title' }), 0],
})

/** Questions with their answers. */
export const Faq = Node.create({
  name: 'faq',
  group: 'block',
  content: 'faqItem+',
  parseHTML: () => [{ tag: 'section[data-kind="faq"]' }],
  renderHTML: ({ HTMLAttributes }) => ['section', mergeAttributes(HTMLAttributes, { 'data-kind': 'faq' }), 0],
})

export const FaqItem = Node.create({
  name: 'faqItem',
  content: `faqQuestion ${inner}`,
  defining: true,
  priority: 110,
  parseHTML: () => [{ tag: 'div[data-kind="faq-item"]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-kind': 'faq-item' }), 0],
  addKeyboardShortcuts: () => headedKeys('faqItem', 'faqQuestion'),
})

export const FaqQuestion = Node.create({
  name: 'faqQuestion',
  content: 'text*',
  marks: '',
  defining: true,
  parseHTML: () => [{ tag: 'div[data-kind="faq-question"]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-kind': 'faq-question' }), 0],
})

type Press = { editor: Editor }

/** Enter goes from a title to its words, and from an empty last line to the next title; Backspace takes an empty one away. */
function headedKeys(item: 'step' | 'faqItem', line: 'stepTitle' | 'faqQuestion') {
  return {
    Enter: ({ editor }: Press) => enterIn(editor, item, line),
    Backspace: ({ editor }: Press) => {
      const { $from, empty } = editor.state.selection
      if (!empty || $from.parent.type.name !== line || $from.parentOffset > 0) return false
      // Nothing before the first one to run together with; an empty one goes.
      return isEmptyItem($from.node(-1)) ? leaveList(editor, item) : true
    },
  }
}

function enterIn(editor: Editor, item: 'step' | 'faqItem', line: 'stepTitle' | 'faqQuestion'): boolean {
  const { $from, empty } = editor.state.selection
  if (!empty) return false
  if ($from.parent.type.name === line) {
    if (isEmptyItem($from.node(-1))) return leaveList(editor, item)
    const afterTitle = $from.after()
    return editor.commands.setTextSelection(afterTitle + 1)
  }
  const parent = $from.depth >= 2 ? $from.node(-1) : null
  const isLast = parent?.type.name === item && $from.index(-1) === parent.childCount - 1
  if (!isLast || $from.parent.content.size > 0 || $from.parent.type.name !== 'paragraph') return false
  return addItem(editor, item, line, parent.childCount > 2)
}

/** A new step or question after the one that the caret is in. */
export function addItem(
  editor: Editor,
  item: 'step' | 'faqItem',
  line: 'stepTitle' | 'faqQuestion',
  withoutLastLine = false,
): boolean {
  return editor.commands.command(({ tr, state, dispatch }) => {
    const { $from } = state.selection
    const depth = depthOf(editor, item)
    if (depth === null) return false
    const { schema } = state
    const made = schema.nodes[item]?.createAndFill(
      null,
      [schema.nodes[line]?.create() ?? [], schema.nodes.paragraph?.create() ?? []].flat(),
    )
    if (!made) return false
    if (!dispatch) return true
    if (withoutLastLine) tr.delete($from.before(), $from.after())
    const at = tr.mapping.map($from.after(depth))
    tr.insert(at, made)
    tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView()
    return true
  })
}

function isEmptyItem(node: { textContent: string; childCount: number; lastChild: { childCount: number } | null }) {
  return node.textContent === '' && node.childCount <= 2 && (node.lastChild?.childCount ?? 0) === 0
}

/** Takes the empty item away and goes on below the list. */
function leaveList(editor: Editor, item: 'step' | 'faqItem'): boolean {
  return editor.commands.command(({ tr, state, dispatch }) => {
    const { $from } = state.selection
    const depth = depthOf(editor, item)
    if (depth === null) return false
    if (!dispatch) return true
    const list = $from.node(depth - 1)
    const paragraph = state.schema.nodes.paragraph?.create()
    if (!paragraph) return false
    if (list.childCount === 1) {
      const from = $from.before(depth - 1)
      tr.replaceWith(from, $from.after(depth - 1), paragraph)
      tr.setSelection(TextSelection.create(tr.doc, from + 1))
      return true
    }
    tr.delete($from.before(depth), $from.after(depth))
    const at = tr.mapping.map($from.after(depth - 1))
    tr.insert(at, paragraph)
    tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView()
    return true
  })
}

/** How deep in the document the nearest node of that kind around the caret lies. */
export function depthOf(editor: Editor, name: string): number | null {
  const { $from } = editor.state.selection
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === name) return depth
  return null
}
