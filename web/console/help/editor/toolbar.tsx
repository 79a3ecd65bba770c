import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import Bold from 'lucide-react/icons/bold'
import Code from 'lucide-react/icons/code'
import Italic from 'lucide-react/icons/italic'
import Keyboard from 'lucide-react/icons/keyboard'
import LinkIcon from 'lucide-react/icons/link'
import Redo from 'lucide-react/icons/redo-2'
import Undo from 'lucide-react/icons/undo-2'
import type { ComponentType } from 'react'
import { Group } from 'react-aria-components/Group'
import { Toolbar as AriaToolbar } from 'react-aria-components/Toolbar'
import { KeyButton } from '../../layout/key-button.tsx'
import { type HelpKey, useHelp } from '../text.ts'
import { blockChoices } from './blocks.ts'
import type { EditorWindow } from './editor-windows.ts'
import { keyWords } from './key-words.ts'

type Tool = {
  id: string
  label: HelpKey
  icon: ComponentType<{ className?: string }>
  keys?: string
  run: (editor: Editor) => unknown
  isActive?: (editor: Editor) => boolean
  can?: (editor: Editor) => boolean
}

const marks: Tool[] = (
  [
    ['bold', Bold, 'Mod-b'],
    ['italic', Italic, 'Mod-i'],
    ['code', Code, 'Mod-e'],
  ] as const
).map(([id, icon, keys]) => ({
  id,
  label: `tool.${id}`,
  icon,
  keys,
  run: (editor) => editor.chain().focus().toggleMark(id).run(),
  isActive: (editor) => editor.isActive(id),
}))

const history: Tool[] = [
  {
    id: 'undo',
    label: 'tool.undo',
    icon: Undo,
    keys: 'Mod-z',
    run: (editor) => editor.chain().focus().undo().run(),
    can: (editor) => editor.can().undo(),
  },
  {
    id: 'redo',
    label: 'tool.redo',
    icon: Redo,
    keys: 'Mod-Shift-z',
    run: (editor) => editor.chain().focus().redo().run(),
    can: (editor) => editor.can().redo(),
  },
]

type ToolbarProps = { editor: Editor; onWindow: (window: EditorWindow) => void }

/** All that can be done to the words and put among them. One stop for Tab; arrows go along it. */
export function Toolbar({ editor, onWindow }: ToolbarProps) {
  const { t } = useHelp()
  const link: Tool = {
    id: 'link',
    label: 'tool.link',
    icon: LinkIcon,
    keys: 'Mod-k',
    run: () => onWindow('link'),
    isActive: (one) => one.isActive('link'),
  }
  const blocks = blockChoices.map(
    ({ id, icon, keys, window, run, isActive }): Tool => ({
      id,
      label: `block.${id}`,
      icon,
      keys,
      run: (one) => (window ? onWindow(window) : run?.(one)),
      isActive,
    }),
  )
  const help: Tool = {
    id: 'keys',
    label: 'tool.keys',
    icon: Keyboard,
    keys: 'Mod-/',
    run: () => onWindow('keys'),
  }
  const groups = [marks.concat(link), blocks, [...history, help]]
  // Only what the buttons show, so that they are not drawn anew with every letter.
  const state = useEditorState({
    editor,
    selector: ({ editor: one }) =>
      Object.fromEntries(
        groups.flat().map(({ id, isActive, can }) => [id, { on: isActive?.(one), off: can ? !can(one) : false }]),
      ),
  })
  return (
    <AriaToolbar aria-label={t('tool.bar')} className="flex flex-wrap gap-x-2 gap-y-0.5 px-1.5 py-1">
      {groups.map((tools, index) => (
        <Group key={index} aria-label={t(`tool.group.${index}` as 'tool.group.0')} className="flex flex-wrap gap-0.5">
          {tools.map((tool) => (
            <KeyButton
              key={tool.id}
              label={t(tool.label)}
              shortcut={tool.keys && keyWords(tool.keys)}
              icon={<tool.icon className="size-4.5" aria-hidden="true" />}
              isPressed={tool.isActive ? (state[tool.id]?.on ?? false) : undefined}
              isDisabled={state[tool.id]?.off}
              className="rounded-md! aria-pressed:bg-accent-wash aria-pressed:text-accent-ink"
              onPress={() => tool.run(editor)}
            />
          ))}
        </Group>
      ))}
    </AriaToolbar>
  )
}
