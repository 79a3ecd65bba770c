import { mergeAttributes, Node } from '@tiptap/core'

export const tones = ['tip', 'note', 'warning'] as const

/** Words that stand out: a tip, something to note, a warning. */
export const Callout = Node.create({
  name: 'callout',
  group: 'block',
  content: 'block+',
  defining: true,
  addAttributes: () => ({
    tone: {
      default: 'note',
      parseHTML: (element: HTMLElement) => tones.find((tone) => tone === element.dataset.tone) ?? 'note',
      renderHTML: ({ tone }: Record<string, unknown>) => ({ 'data-tone': tone }),
    },
  }),
  parseHTML: () => [{ tag: 'aside[data-kind="callout"]' }, { tag: 'blockquote' }],
  renderHTML: ({ HTMLAttributes }) => ['aside', mergeAttributes(HTMLAttributes, { 'data-kind': 'callout' }), 0],
})
