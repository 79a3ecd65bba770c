import type { Message } from '#contract/conversations'
import FileIcon from 'lucide-react/icons/file'
import { isOwn } from '../../kit/chat/order-messages.ts'
import type { Outgoing } from '../../kit/chat/outbox.ts'
import { openFile, useFileUrl } from '../../kit/use-file-url.ts'
import { PlainButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { preferServerWords } from '../words.ts'
import { PlainText } from './plain-text.tsx'
import { useChatText } from './text.ts'

type BubbleProps = {
  message: Message
  /** The first of several by the same hand: it says whose. */
  isFirst: boolean
  status: string | null
}

/** One message. */
export function Bubble({ message, isFirst, status }: BubbleProps) {
  const { t, format } = useChatText()
  const own = isOwn(message, 'shopper')
  const name = own ? t('chat.you') : message.author.name || t('chat.someone')
  return (
    <div className={classes('grid max-w-[85%]', own ? 'justify-self-end' : 'justify-self-start', isFirst && 'mt-2.5')}>
      <p className={classes('mb-0.5 px-1 text-xs text-soft', !isFirst && 'sr-only', own && 'text-end')}>
        <bdi>{name}</bdi>
        <span aria-hidden="true"> · </span>
        <time dateTime={message.at}>{format.time(message.at)}</time>
      </p>
      {message.retracted ? (
        <p className="rounded-xl border border-dashed border-line px-3.5 py-2 text-[0.9375rem] text-soft italic">
          {t('chat.retracted')}
        </p>
      ) : (
        <>
          {message.text && <Body text={message.text} own={own} />}
          <Files files={message.files} name={name} own={own} />
          {message.redacted.includes('card_number') && (
            <p className={classes('px-1 pt-1 text-xs text-soft', own && 'text-end')}>{t('chat.redacted')}</p>
          )}
        </>
      )}
      {status && <p className="px-1 pt-0.5 text-end text-xs text-soft">{status}</p>}
    </div>
  )
}

/** One that is on its way. */
export function OutgoingBubble({
  message,
  isConnected,
  onTakeBack,
}: {
  message: Outgoing
  isConnected: boolean
  onTakeBack: () => void
}) {
  const { t, locale } = useChatText()
  return (
    <div className="mt-1 grid max-w-[85%] justify-self-end">
      <div className="opacity-75">
        {message.text && <Body text={message.text} own />}
        <Files files={message.files} name={t('chat.you')} own />
      </div>
      {message.refused ? (
        <p role="alert" className="flex flex-wrap items-center justify-end gap-x-2 px-1 text-end text-xs text-bad">
          <span>{preferServerWords(locale, message.refused.message, t('chat.refused'))}</span>
          <PlainButton onPress={onTakeBack} className="link min-h-11 text-xs">
            {t('chat.takeBack')}
          </PlainButton>
        </p>
      ) : (
        <p className="px-1 pt-0.5 text-end text-xs text-soft">{t(isConnected ? 'chat.sending' : 'chat.waits')}</p>
      )}
    </div>
  )
}

function Body({ text, own }: { text: string; own: boolean }) {
  return (
    <div
      dir="auto"
      className={classes(
        'w-fit max-w-full rounded-xl px-3.5 py-2 text-start wrap-anywhere whitespace-pre-wrap',
        own
          ? 'justify-self-end border border-transparent bg-accent text-on-accent'
          : 'border border-line bg-surface text-ink',
      )}
    >
      <PlainText text={text} />
    </div>
  )
}

function Files({ files, name, own }: { files: Message['files']; name: string; own: boolean }) {
  if (files.length === 0) return null
  return (
    <ul className={classes('mt-1 flex flex-wrap gap-2', own && 'justify-end')}>
      {files.map((file) => (
        <li key={file.id}>
          <OneFile file={file} name={name} />
        </li>
      ))}
    </ul>
  )
}

function OneFile({ file, name }: { file: Message['files'][number]; name: string }) {
  const { t } = useChatText()
  const isPicture = file.mediaType.startsWith('image/') && !file.note
  const { url, renew } = useFileUrl(file, isPicture)
  if (!isPicture)
    return (
      <PlainButton
        onPress={() => void openFile(file)}
        className="inline-flex min-h-11 max-w-60 items-center gap-2 rounded-lg border border-line bg-surface px-3 text-sm text-ink hover:border-edge"
      >
        <FileIcon className="size-5 shrink-0 text-soft" aria-hidden="true" />
        <bdi className="truncate">{file.name || t('chat.file')}</bdi>
      </PlainButton>
    )
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" className="block rounded-lg">
      <img
        src={url}
        alt={t('chat.photo', { name })}
        loading="lazy"
        onError={renew}
        className="size-36 rounded-lg border border-line bg-sunken object-cover"
      />
    </a>
  )
}
