import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import Plus from 'lucide-react/icons/plus'
import Trash from 'lucide-react/icons/trash-2'
import type { ReactNode } from 'react'
import { Toolbar as AriaToolbar } from 'react-aria-components/Toolbar'
import { KeyButton } from '../../layout/key-button.tsx'
import { type HelpKey, useHelp } from '../text.ts'
import { tones } from './callout-node.ts'
import type { EditorWindow } from './editor-windows.ts'
import { addItem, depthOf } from './headed-nodes.ts'
import { keyWords } from './key-words.ts'
import { moveItem } from './move-item.ts'

type Place = 'image' | 'video' | 'policyValue' | 'table' | 'step' | 'faqItem' | 'callout'
const places: Place[] = ['image', 'video', 'policyValue', 'table', 'step', 'faqItem', 'callout']

type ContextBarProps = { editor: Editor; onWindow: (window: EditorWindow) => void }

/** What can be done with what the caret is in: steps, questions, a table, a callout. */
export function ContextBar({ editor, onWindow }: ContextBarProps) {
  const { t } = useHelp()
  const { place, tone } = useEditorState({
    editor,
    selector: ({ editor: one }) => ({
      place: places.find((name) => one.isActive(name)) ?? null,
      tone: one.getAttributes('callout').tone as string | undefined,
    }),
  })
  if (!place) return null
  return (
    <AriaToolbar
      aria-label={t(`context.${place}`)}
      className="flex flex-wrap items-center gap-1 border-t border-line bg-canvas px-2 py-1 text-sm"
    >
      <span className="px-1 text-soft">{t(`context.${place}`)}</span>
      {(place === 'image' || place === 'video' || place === 'policyValue') && (
        <Do label={t('context.change')} onPress={() => onWindow(place)} />
      )}
      {place === 'step' && <ItemTools editor={editor} item="step" line="stepTitle" add="context.addStep" />}
      {place === 'faqItem' && <ItemTools editor={editor} item="faqItem" line="faqQuestion" add="context.addQuestion" />}
      {place === 'callout' &&
        tones.map((one) => (
          <KeyButton
            key={one}
            label={t(`tone.${one}`)}
            look={one === tone ? 'secondary' : 'quiet'}
            isPressed={one === tone}
            onPress={() => editor.chain().focus().updateAttributes('callout', { tone: one }).run()}
          >
            {t(`tone.${one}`)}
          </KeyButton>
        ))}
      {place === 'table' && <TableTools editor={editor} />}
      {(place === 'image' || place === 'video' || place === 'policyValue') && (
        <Do label={t('context.remove')} onPress={() => editor.chain().focus().deleteSelection().run()} />
      )}
    </AriaToolbar>
  )
}

type ItemToolsProps = {
  editor: Editor
  item: 'step' | 'faqItem'
  line: 'stepTitle' | 'faqQuestion'
  add: HelpKey
}

function ItemTools({ editor, item, line, add }: ItemToolsProps) {
  const { t } = useHelp()
  const remove = () => {
    const depth = depthOf(editor, item)
    if (depth === null) return
    const { $from } = editor.state.selection
    const isOnly = $from.node(depth - 1).childCount === 1
    const at = isOnly ? depth - 1 : depth
    editor
      .chain()
      .focus()
      .deleteRange({ from: $from.before(at), to: $from.after(at) })
      .run()
  }
  const again = (done: boolean) => done && editor.commands.focus()
  return (
    <>
      <Do
        icon={<Plus className="size-4" aria-hidden="true" />}
        label={t(add)}
        onPress={() => again(addItem(editor, item, line))}
      />
      <KeyButton
        label={t('context.up')}
        shortcut={`${keyWords('Alt')} ↑`}
        icon={<ArrowUp className="size-4" aria-hidden="true" />}
        onPress={() => again(moveItem(editor, -1))}
      />
      <KeyButton
        label={t('context.down')}
        shortcut={`${keyWords('Alt')} ↓`}
        icon={<ArrowDown className="size-4" aria-hidden="true" />}
        onPress={() => again(moveItem(editor, 1))}
      />
      <KeyButton label={t('context.remove')} icon={<Trash className="size-4" aria-hidden="true" />} onPress={remove} />
    </>
  )
}

const tableTools = [
  ['addRow', (editor: Editor) => editor.chain().focus().addRowAfter().run()],
  ['addColumn', (editor: Editor) => editor.chain().focus().addColumnAfter().run()],
  ['deleteRow', (editor: Editor) => editor.chain().focus().deleteRow().run()],
  ['deleteColumn', (editor: Editor) => editor.chain().focus().deleteColumn().run()],
  ['headerRow', (editor: Editor) => editor.chain().focus().toggleHeaderRow().run()],
  ['deleteTable', (editor: Editor) => editor.chain().focus().deleteTable().run()],
] as const

function TableTools({ editor }: { editor: Editor }) {
  const { t } = useHelp()
  return tableTools.map(([id, run]) => <Do key={id} label={t(`table.${id}`)} onPress={() => run(editor)} />)
}

function Do({ label, icon, onPress }: { label: string; icon?: ReactNode; onPress: () => void }) {
  return (
    <KeyButton label={label} look="quiet" icon={icon} onPress={onPress}>
      {label}
    </KeyButton>
  )
}
