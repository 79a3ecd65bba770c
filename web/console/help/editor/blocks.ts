import type { Editor } from '@tiptap/core'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import Heading2 from 'lucide-react/icons/heading-2'
import Heading3 from 'lucide-react/icons/heading-3'
import ImageIcon from 'lucide-react/icons/image'
import Lightbulb from 'lucide-react/icons/lightbulb'
import List from 'lucide-react/icons/list'
import ListOrdered from 'lucide-react/icons/list-ordered'
import ListTree from 'lucide-react/icons/list-tree'
import Minus from 'lucide-react/icons/minus'
import Scale from 'lucide-react/icons/scale'
import TableIcon from 'lucide-react/icons/table'
import VideoIcon from 'lucide-react/icons/video'
import type { ComponentType } from 'react'
import type { EditorWindow } from './editor-windows.ts'

export type BlockId =
  | 'heading2'
  | 'heading3'
  | 'bulletList'
  | 'orderedList'
  | 'steps'
  | 'callout'
  | 'faq'
  | 'table'
  | 'image'
  | 'video'
  | 'policyValue'
  | 'rule'

export interface BlockChoice {
  id: BlockId
  icon: ComponentType<{ className?: string }>
  /** In the writing of Tiptap, `Mod` for Command or Control. */
  keys?: string
  window?: EditorWindow
  run?: (editor: Editor) => unknown
  isActive?: (editor: Editor) => boolean
}

const titled = (item: string, line: string) => ({
  type: item,
  content: [{ type: line }, { type: 'paragraph' }],
})

/** What can be put into an article, in the order of the toolbar and of the menu behind `/`. */
export const blockChoices: BlockChoice[] = [
  {
    id: 'heading2',
    icon: Heading2,
    keys: 'Mod-Alt-2',
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
    isActive: (editor) => editor.isActive('heading', { level: 2 }),
  },
  {
    id: 'heading3',
    icon: Heading3,
    keys: 'Mod-Alt-3',
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
    isActive: (editor) => editor.isActive('heading', { level: 3 }),
  },
  {
    id: 'bulletList',
    icon: List,
    keys: 'Mod-Shift-8',
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
    isActive: (editor) => editor.isActive('bulletList'),
  },
  {
    id: 'orderedList',
    icon: ListOrdered,
    keys: 'Mod-Shift-7',
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    isActive: (editor) => editor.isActive('orderedList'),
  },
  { id: 'steps', icon: ListTree, run: (editor) => insertHeaded(editor, 'steps', titled('step', 'stepTitle')) },
  {
    id: 'callout',
    icon: Lightbulb,
    run: (editor) =>
      editor.isActive('callout')
        ? editor.chain().focus().lift('callout').run()
        : editor.chain().focus().wrapIn('callout', { tone: 'tip' }).run(),
    isActive: (editor) => editor.isActive('callout'),
  },
  { id: 'faq', icon: CircleHelp, run: (editor) => insertHeaded(editor, 'faq', titled('faqItem', 'faqQuestion')) },
  {
    id: 'table',
    icon: TableIcon,
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run(),
    isActive: (editor) => editor.isActive('table'),
  },
  { id: 'image', icon: ImageIcon, window: 'image' },
  { id: 'video', icon: VideoIcon, window: 'video' },
  { id: 'policyValue', icon: Scale, keys: 'Mod-Alt-p', window: 'policyValue' },
  { id: 'rule', icon: Minus, run: (editor) => editor.chain().focus().setHorizontalRule().run() },
]

/** Steps or questions below the block that the caret is in, or in place of an empty line, with the caret in their first title. */
function insertHeaded(editor: Editor, type: 'steps' | 'faq', item: object): boolean {
  const { $from } = editor.state.selection
  const isEmptyLine = $from.depth === 1 && $from.parent.content.size === 0
  const at = $from.depth === 0 ? $from.pos : isEmptyLine ? $from.before(1) : $from.after(1)
  const place = isEmptyLine ? { from: at, to: $from.after(1) } : at
  return editor
    .chain()
    .focus()
    .insertContentAt(place, { type, content: [item] })
    .setTextSelection(at + 3)
    .run()
}
