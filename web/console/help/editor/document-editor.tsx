import { EditorContent, useEditor } from '@tiptap/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { directionOf } from '../direction-of.ts'
import { useHelp } from '../text.ts'
import { cleanPasted } from './clean-pasted.ts'
import { ContextBar } from './context-bar.tsx'
import { type DocNode, fromShape, toShape } from './document-shape.ts'
import './editor.css'
import { type EditorWindow, EditorWindows } from './editor-windows.ts'
import { extensionsFor } from './extensions.ts'
import { InsertWindow } from './insert-window.tsx'
import { Toolbar } from './toolbar.tsx'

type DocumentEditorProps = {
  /** What stands in it at first; another document needs another key. */
  doc: DocNode
  /** Language of the article. */
  locale: string
  label: string
  isEditable: boolean
  onChange: (doc: DocNode) => void
}

/** Where an article is written: the toolbar, what fits where the caret is, and the document. */
export function DocumentEditor({ doc, locale, label, isEditable, onChange }: DocumentEditorProps) {
  const { t } = useHelp()
  const [window, setWindow] = useState<EditorWindow | null>(null)
  const [picture, setPicture] = useState<File | null>(null)
  const told = useRef(onChange)
  useEffect(() => {
    told.current = onChange
  })
  const open = useCallback((wanted: EditorWindow) => setWindow(wanted), [])
  const extensions = useMemo(
    () =>
      extensionsFor({ empty: t('editor.empty'), step: t('editor.stepTitle'), question: t('editor.question') }, open),
    // The page's language does not change while it is open.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [open],
  )
  const editor = useEditor({
    extensions,
    content: fromShape(doc),
    editable: isEditable,
    // The content security policy refuses style elements; the few rules are in editor.css.
    injectCSS: false,
    onUpdate: ({ editor: changed }) => told.current(toShape(changed.getJSON())),
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        lang: locale,
        dir: directionOf(locale),
        class: 'article-words min-h-80 px-4 py-4 outline-none sm:px-6',
      },
      transformPastedHTML: cleanPasted,
      handlePaste: (_view, event) => {
        const [file] = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
        if (!file || event.clipboardData?.types.includes('text/html')) return false
        setPicture(file)
        setWindow('image')
        return true
      },
    },
  })
  useEffect(() => {
    if (editor.isEditable !== isEditable) editor.setEditable(isEditable, false)
  }, [editor, isEditable])
  const close = () => {
    setWindow(null)
    setPicture(null)
  }
  return (
    <EditorWindows value={open}>
      <div className="rounded-lg border border-edge bg-surface has-[.article-words:focus-visible]:border-accent has-[.article-words:focus-visible]:shadow-[0_0_0_1px_var(--color-accent)]">
        {isEditable && (
          <div className="sticky top-(--bar) z-10 rounded-t-lg border-b border-line bg-surface max-sm:static">
            <Toolbar editor={editor} onWindow={open} />
            <ContextBar editor={editor} onWindow={open} />
          </div>
        )}
        <EditorContent editor={editor} />
      </div>
      {window && <InsertWindow window={window} editor={editor} picture={picture} onClose={close} onWindow={open} />}
    </EditorWindows>
  )
}
