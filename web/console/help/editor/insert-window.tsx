import type { Editor } from '@tiptap/core'
import { Picker } from '../../layout/picker.tsx'
import { useHelp } from '../text.ts'
import { blockChoices } from './blocks.ts'
import { EditorKeys } from './editor-keys.tsx'
import type { EditorWindow } from './editor-windows.ts'
import { ImageDialog } from './image-dialog.tsx'
import { keyWords } from './key-words.ts'
import { LinkDialog } from './link-dialog.tsx'
import { PolicyValuePicker } from './policy-value-picker.tsx'
import { VideoDialog } from './video-dialog.tsx'

type InsertWindowProps = {
  window: EditorWindow
  editor: Editor
  /** A picture that was pasted. */
  picture: File | null
  onClose: () => void
  onWindow: (window: EditorWindow) => void
}

/** The window that is open above the editor. When it goes, the caret is back where it was. */
export function InsertWindow({ window, editor, picture, onClose, onWindow }: InsertWindowProps) {
  const close = () => {
    onClose()
    requestAnimationFrame(() => editor.commands.focus())
  }
  if (window === 'link') return <LinkDialog editor={editor} onClose={close} />
  if (window === 'image') return <ImageDialog editor={editor} picture={picture} onClose={close} />
  if (window === 'video') return <VideoDialog editor={editor} onClose={close} />
  if (window === 'policyValue') return <PolicyValuePicker editor={editor} onClose={close} />
  if (window === 'keys') return <EditorKeys onClose={close} />
  return <InsertPicker editor={editor} onClose={close} onWindow={onWindow} />
}

/** The menu behind `/`. Left without a choice, the line gets its slash. */
function InsertPicker({ editor, onClose, onWindow }: Pick<InsertWindowProps, 'editor' | 'onClose' | 'onWindow'>) {
  const { t } = useHelp()
  return (
    <Picker
      title={t('insert.title')}
      label={t('insert.find')}
      empty={t('insert.none')}
      items={blockChoices.map((choice) => ({
        id: choice.id,
        label: t(`block.${choice.id}`),
        detail: t(`blockDetail.${choice.id}`),
        end: (
          <span className="flex items-center gap-2 text-sm text-faint">
            {choice.keys && keyWords(choice.keys)}
            <choice.icon className="size-4.5" />
          </span>
        ),
      }))}
      onClose={() => {
        editor.commands.insertContent('/')
        onClose()
      }}
      onPick={(id) => {
        const choice = blockChoices.find((one) => one.id === id)
        if (choice?.window) return onWindow(choice.window)
        onClose()
        choice?.run?.(editor)
      }}
    />
  )
}
