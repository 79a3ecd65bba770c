import { mergeAttributes, Node } from '@tiptap/core'
import { ReactNodeViewRenderer } from '@tiptap/react'
import { ImageBlock, VideoBlock } from './media-blocks.tsx'

const plain = (name: string) => ({
  default: null as string | null,
  parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`),
  renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: attributes[name] }),
})

/** A picture that says in words what it shows. */
export const ImageNode = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    file: plain('file'),
    remote: plain('remote'),
    alt: plain('alt'),
    caption: plain('caption'),
  }),
  parseHTML: () => [{ tag: 'figure[data-kind="image"]' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', mergeAttributes(HTMLAttributes, { 'data-kind': 'image' })],
  addNodeView: () => ReactNodeViewRenderer(ImageBlock),
})

/** A video with what is said in it, to read along and to read instead. */
export const VideoNode = Node.create({
  name: 'video',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    file: plain('file'),
    title: plain('title'),
    captions: plain('captions'),
    transcript: plain('transcript'),
  }),
  parseHTML: () => [{ tag: 'figure[data-kind="video"]' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', mergeAttributes(HTMLAttributes, { 'data-kind': 'video' })],
  addNodeView: () => ReactNodeViewRenderer(VideoBlock),
})
