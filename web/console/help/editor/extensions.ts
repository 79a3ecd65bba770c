import { type AnyExtension, Extension } from '@tiptap/core'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import { Placeholder } from '@tiptap/extensions'
import StarterKit from '@tiptap/starter-kit'
import { isAllowedLink } from './allowed-link.ts'
import { Callout } from './callout-node.ts'
import type { EditorWindow } from './editor-windows.ts'
import { Faq, FaqItem, FaqQuestion, Step, Steps, StepTitle } from './headed-nodes.ts'
import { ImageNode, VideoNode } from './media-nodes.ts'
import { moveItem } from './move-item.ts'
import { PolicyValueNode } from './policy-value-node.tsx'

type Words = Record<'empty' | 'step' | 'question', string>

/** Everything that an article can consist of, and the keys for it. */
export function extensionsFor(words: Words, open: (window: EditorWindow) => void): AnyExtension[] {
  return [
    StarterKit.configure({
      heading: { levels: [2, 3] },
      blockquote: false,
      codeBlock: false,
      strike: false,
      underline: false,
      link: {
        openOnClick: false,
        autolink: true,
        defaultProtocol: 'https',
        HTMLAttributes: { target: null, rel: null },
        isAllowedUri: (href) => isAllowedLink(href),
      },
    }),
    Steps,
    Step,
    StepTitle,
    Faq,
    FaqItem,
    FaqQuestion,
    Callout,
    ImageNode,
    VideoNode,
    PolicyValueNode,
    Table.configure({ resizable: false }),
    TableRow,
    TableHeader,
    TableCell,
    Placeholder.configure({
      includeChildren: true,
      showOnlyCurrent: false,
      placeholder: ({ node, editor }) =>
        node.type.name === 'stepTitle'
          ? words.step
          : node.type.name === 'faqQuestion'
            ? words.question
            : editor.isEmpty
              ? words.empty
              : '',
    }),
    keysFor(open),
  ]
}

function keysFor(open: (window: EditorWindow) => void) {
  const opens = (window: EditorWindow) => () => {
    open(window)
    return true
  }
  return Extension.create({
    name: 'articleKeys',
    priority: 120,
    addKeyboardShortcuts() {
      const { editor } = this
      return {
        'Mod-k': opens('link'),
        'Mod-Alt-p': opens('policyValue'),
        'Mod-/': opens('keys'),
        'Alt-ArrowUp': () => moveItem(editor, -1),
        'Alt-ArrowDown': () => moveItem(editor, 1),
        '/': () => {
          const { $from, empty } = editor.state.selection
          const isEmptyLine = empty && $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0
          if (isEmptyLine) open('insert')
          return isEmptyLine
        },
      }
    },
  })
}
