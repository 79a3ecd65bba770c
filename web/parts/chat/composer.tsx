import type { StoredFile } from '#contract/files'
import Paperclip from 'lucide-react/icons/paperclip'
import SendHorizontal from 'lucide-react/icons/send-horizontal'
import X from 'lucide-react/icons/x'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import type { Upload, useUploads } from '../../kit/use-uploads.ts'
import { PlainButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { preferServerWords } from '../words.ts'
import { useChatText } from './text.ts'

/** What may go along with one message. */
export const attachmentLimits = { most: 10, megabytes: 25, types: [] as string[] }
export const longestText = 10_000

type ComposerProps = {
  text: string
  onText: (text: string) => void
  onSend: (text: string, files: StoredFile[]) => void
  files: ReturnType<typeof useUploads>
  label?: string
  /** Words on the button in place of an arrow. */
  sendWords?: string
  isSending?: boolean
  rows?: number
  /** What else is asked, below the field and before the way out. */
  children?: ReactNode
}

/** Where a message is written. Enter sends it where there is a keyboard; a finger has the button. */
export function Composer({
  text,
  onText,
  onSend,
  files,
  label,
  sendWords,
  isSending,
  rows = 1,
  children,
}: ComposerProps) {
  const { t, format } = useChatText()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const arrived = files.uploads.flatMap(({ file }) => file ?? [])
  const isUploading = files.uploads.some(({ state }) => state === 'sending' || state === 'waiting')
  const isTooLong = text.length > longestText
  const isReady = (text.trim() !== '' || arrived.length > 0) && !isUploading && !isTooLong && !isSending

  useEffect(() => {
    const field = area.current
    if (!field) return
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight + 2, 180)}px`
  }, [text])

  const send = () => {
    if (!isReady) return
    onSend(text.trim(), arrived)
    for (const { key } of files.uploads) files.remove(key)
    area.current?.focus()
  }
  const onKey = (event: KeyboardEvent) => {
    const isTouch = matchMedia('(pointer: coarse)').matches
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || isTouch || sendWords) return
    event.preventDefault()
    send()
  }
  return (
    <form
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {files.uploads.length > 0 && (
        <ul aria-label={t('chat.attached')} className="grid gap-1.5">
          {files.uploads.map((upload) => (
            <Attachment key={upload.key} upload={upload} onRemove={() => files.remove(upload.key)} />
          ))}
        </ul>
      )}
      <label htmlFor={id} className={label ? 'font-[560]' : 'sr-only'}>
        {label ?? t('chat.write')}
      </label>
      <div className={classes('flex items-end gap-1.5', sendWords && 'flex-wrap gap-y-3')}>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            files.add([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <textarea
          id={id}
          ref={area}
          dir="auto"
          rows={rows}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKey}
          placeholder={label ? undefined : t('chat.write')}
          aria-invalid={isTooLong || undefined}
          aria-describedby={isTooLong ? `${id}-long` : undefined}
          className={classes(
            'min-h-11 min-w-0 flex-1 resize-none rounded-lg border border-edge bg-surface px-3.5 py-2.5 text-base text-ink placeholder:text-faint',
            sendWords && 'basis-full',
          )}
        />
        {children && <div className="min-w-0 basis-full">{children}</div>}
        <PlainButton
          aria-label={t('chat.attach')}
          onPress={() => input.current?.click()}
          className="grid size-11 shrink-0 place-items-center rounded-full text-soft hover:bg-sunken hover:text-ink"
        >
          <Paperclip className="size-5" aria-hidden="true" />
        </PlainButton>
        <PlainButton
          type="submit"
          isDisabled={!isReady}
          isPending={isSending}
          aria-label={sendWords ? undefined : t('chat.send')}
          className={classes(
            'min-h-11 shrink-0 bg-accent text-on-accent hover:bg-accent-strong disabled:opacity-45',
            sendWords ? 'flex-1 rounded-md px-4 font-[560]' : 'grid size-11 place-items-center rounded-full',
          )}
        >
          {sendWords ?? <SendHorizontal className="mirror size-5" aria-hidden="true" />}
        </PlainButton>
      </div>
      {isTooLong && (
        <p id={`${id}-long`} role="alert" className="text-sm text-bad">
          {t('chat.tooLong', { count: format.number(longestText) })}
        </p>
      )}
    </form>
  )
}

function Attachment({ upload, onRemove }: { upload: Upload; onRemove: () => void }) {
  const { t, has, format, locale } = useChatText()
  const isMoving = upload.state === 'sending' || upload.state === 'waiting'
  const key = `attach.${upload.trouble?.code ?? ''}`
  const words = has(key) ? t(key, { megabytes: attachmentLimits.megabytes }) : t('attach.other')
  return (
    <li className="grid gap-1 rounded-lg border border-line bg-surface px-3 py-1 text-sm">
      <div className="flex items-center gap-2">
        <bdi className="min-w-0 flex-1 truncate">{upload.name}</bdi>
        {isMoving && <span className="text-soft tabular-nums">{format.number(Math.round(upload.share * 100))} %</span>}
        <PlainButton
          aria-label={t('attach.remove', { name: upload.name })}
          onPress={onRemove}
          className="grid size-11 place-items-center text-soft hover:text-ink"
        >
          <X className="size-4" aria-hidden="true" />
        </PlainButton>
      </div>
      {isMoving && (
        <progress
          aria-label={t('attach.sending', { name: upload.name })}
          max={1}
          value={upload.share}
          className="h-1.5 w-full accent-accent"
        />
      )}
      {upload.trouble && (
        <p role="alert" className="pb-1 text-bad">
          {upload.trouble.message ? preferServerWords(locale, upload.trouble.message, words) : words}
        </p>
      )}
    </li>
  )
}
