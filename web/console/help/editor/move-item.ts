import type { Editor } from '@tiptap/core'
import { Selection } from '@tiptap/pm/state'

const movable = new Set(['step', 'faqItem', 'listItem'])

/** Moves the step, question, line of a list or block that the caret is in past its neighbor. */
export function moveItem(editor: Editor, by: -1 | 1): boolean {
  return editor.commands.command(({ tr, state, dispatch }) => {
    const { $from } = state.selection
    let depth = $from.depth
    while (depth > 1 && !movable.has($from.node(depth).type.name)) depth--
    if (depth === 0) depth = 1
    const parent = $from.node(depth - 1)
    const index = $from.index(depth - 1)
    const neighbor = parent.maybeChild(index + by)
    const own = parent.maybeChild(index)
    if (!neighbor || !own) return false
    if (!dispatch) return true
    const start = $from.posAtIndex(Math.min(index, index + by), depth - 1)
    const pair = by > 0 ? [neighbor, own] : [own, neighbor]
    tr.replaceWith(start, start + own.nodeSize + neighbor.nodeSize, pair)
    const offset = state.selection.from - $from.posAtIndex(index, depth - 1)
    const landed = by > 0 ? start + neighbor.nodeSize : start
    tr.setSelection(Selection.near(tr.doc.resolve(landed + offset))).scrollIntoView()
    return true
  })
}
