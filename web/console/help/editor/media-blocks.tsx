import type { StoredFile } from '#contract/files'
import { useQuery } from '@tanstack/react-query'
import { type NodeViewProps, NodeViewWrapper } from '@tiptap/react'
import Captions from 'lucide-react/icons/captions'
import { type ReactNode, useContext } from 'react'
import { useFileUrl } from '../../../kit/use-file-url.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { fileQuery } from '../data.ts'
import { useHelp } from '../text.ts'
import { EditorWindows } from './editor-windows.ts'

/** A picture where it stands, with its words under it. */
export function ImageBlock({ node, selected, editor }: NodeViewProps) {
  const { t } = useHelp()
  const { file, alt, caption } = node.attrs as Record<'file' | 'alt' | 'caption', string | null>
  return (
    <Block selected={selected} kind="image" canEdit={editor.isEditable}>
      <Media id={file}>{(stored) => <Picture file={stored} alt={alt ?? ''} />}</Media>
      <figcaption className="text-sm text-soft">
        {caption && <span dir="auto">{caption}</span>}
        <span className="block text-faint">
          {alt ? t('image.altIs', { alt }) : <Badge tone="warn">{t('image.altMissing')}</Badge>}
        </span>
      </figcaption>
    </Block>
  )
}

/** A video where it stands, and what it still lacks. */
export function VideoBlock({ node, selected, editor }: NodeViewProps) {
  const { t } = useHelp()
  const { file, title, captions, transcript } = node.attrs as Record<
    'file' | 'title' | 'captions' | 'transcript',
    string | null
  >
  return (
    <Block selected={selected} kind="video" canEdit={editor.isEditable}>
      <Media id={file}>{(stored) => <Film file={stored} title={title ?? ''} />}</Media>
      <figcaption className="grid gap-1 text-sm text-soft">
        <span dir="auto" className="font-[560]">
          {title}
        </span>
        <span className="flex flex-wrap gap-1.5">
          <Badge tone={captions ? 'good' : 'warn'} icon={<Captions className="size-3.5" aria-hidden="true" />}>
            {t(captions ? 'video.hasCaptions' : 'video.noCaptions')}
          </Badge>
          <Badge tone={transcript ? 'good' : 'warn'}>
            {t(transcript ? 'video.hasTranscript' : 'video.noTranscript')}
          </Badge>
        </span>
      </figcaption>
    </Block>
  )
}

function Block(props: { selected: boolean; kind: 'image' | 'video'; canEdit: boolean; children: ReactNode }) {
  const { t } = useHelp()
  const open = useContext(EditorWindows)
  return (
    <NodeViewWrapper
      as="figure"
      data-kind={props.kind}
      className="my-4 grid gap-2 rounded-lg border border-line p-3"
      contentEditable={false}
      data-selected={props.selected || undefined}
    >
      {props.children}
      {props.selected && props.canEdit && (
        <Button size="small" className="justify-self-start" onPress={() => open(props.kind)}>
          {t(`${props.kind}.change`)}
        </Button>
      )}
    </NodeViewWrapper>
  )
}

function Media({ id, children }: { id: string | null; children: (file: StoredFile) => ReactNode }) {
  const { t } = useHelp()
  const file = useQuery({ ...fileQuery(id ?? ''), enabled: id !== null })
  if (file.data) return children(file.data)
  return (
    <p className="rounded-md bg-sunken px-4 py-6 text-center text-sm text-soft">
      {t(file.isError ? 'media.gone' : 'media.loading')}
    </p>
  )
}

function Picture({ file, alt }: { file: StoredFile; alt: string }) {
  const { url, renew } = useFileUrl(file)
  return <img src={url} alt={alt} onError={renew} className="max-h-80 rounded-md object-contain" draggable={false} />
}

function Film({ file, title }: { file: StoredFile; title: string }) {
  const { url, renew } = useFileUrl(file)
  return (
    <video
      src={url}
      controls
      muted
      preload="metadata"
      aria-label={title}
      onError={renew}
      className="max-h-80 rounded-md"
    />
  )
}
