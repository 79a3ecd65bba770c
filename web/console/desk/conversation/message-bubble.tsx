import type { Message } from '#contract/conversations'
import FileIcon from 'lucide-react/icons/file'
import Forward from 'lucide-react/icons/forward'
import ShieldCheck from 'lucide-react/icons/shield-check'
import { IconButton } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { useConsole } from '../../text.ts'

type MessageBubbleProps = {
  message: Message
  /** It goes on from the one before, of the same person in the same breath. */
  follows: boolean
  /** In split mode: whether it goes into the new conversation. */
  picked?: boolean
  onPick?: (picked: boolean) => void
  /** Where it may be forwarded to somebody outside. */
  onForward?: () => void
}

/** What one person said or noted. Ours stand at the end of the line, notes are for colleagues only and look like it. */
export function MessageBubble({ message, follows, picked, onPick, onForward }: MessageBubbleProps) {
  const { t, format } = useConsole()
  const isOurs = message.author.kind === 'staff' || message.author.kind === 'assistant'
  const isNote = message.kind === 'note'
  return (
    <article
      data-message={message.id}
      className={classes('group flex items-end gap-2', isOurs && 'justify-end', follows ? 'mt-0.5' : 'mt-3')}
    >
      {onPick && (
        <input
          type="checkbox"
          aria-label={t('split.pick', { text: message.text.slice(0, 60) })}
          checked={Boolean(picked)}
          onChange={(event) => onPick(event.target.checked)}
          className="order-first mt-2.5 size-5 shrink-0 self-start"
        />
      )}
      <div className={classes('grid max-w-[85%] min-w-0 gap-0.5', isOurs && 'justify-items-end')}>
        <p className={classes('px-1 text-xs text-soft', follows && 'sr-only')}>
          <span className="font-[580]">{message.author.name || t(`author.${message.author.kind}`)}</span>
          {isNote && ` · ${t('message.note')}`}
          {message.channel === 'mail' && ` · ${t('channel.mail')}`}
          {' · '}
          <time dateTime={message.at} title={format.exact(message.at)} className="tabular">
            {format.time(message.at)}
          </time>
        </p>
        {message.retracted ? (
          <p className="rounded-lg border border-dashed border-line px-3 py-2 text-sm text-soft italic">
            {t('message.retracted')}
          </p>
        ) : (
          <div
            className={classes(
              'grid w-fit max-w-full gap-2 rounded-lg px-3 py-2',
              isNote
                ? 'border border-warn-line bg-warn-wash'
                : isOurs
                  ? 'border border-transparent bg-accent-wash text-ink'
                  : 'border border-line bg-surface',
            )}
          >
            {message.text && (
              <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                <Mentioned message={message} />
              </p>
            )}
            {message.files.length > 0 && <Files message={message} />}
            {message.redacted.length > 0 && (
              <p className="flex items-center gap-1.5 text-xs text-soft">
                <ShieldCheck className="size-3.5 shrink-0" aria-hidden="true" />
                {t('message.redacted')}
              </p>
            )}
          </div>
        )}
      </div>
      {onForward && message.kind === 'message' && !message.retracted && (
        <IconButton
          aria-label={t('forward.open')}
          title={t('forward.open')}
          onPress={onForward}
          className={classes(
            'size-9! opacity-0 transition-opacity group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:size-11! pointer-coarse:opacity-100',
            isOurs && 'order-first',
          )}
          icon={<Forward className="size-4 rtl:-scale-x-100" aria-hidden="true" />}
        />
      )}
    </article>
  )
}

/** The text, with colleagues who are named in it set off. */
function Mentioned({ message: { text, mentions } }: { message: Message }) {
  const names = mentions.map(({ name }) => `@${name}`)
  if (names.length === 0) return text
  const parts = text.split(
    new RegExp(`(${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`),
  )
  return parts.map((part, index) =>
    names.includes(part) ? (
      <strong key={index} className="font-[620] text-accent-ink">
        {part}
      </strong>
    ) : (
      part
    ),
  )
}

function Files({ message: { files } }: { message: Message }) {
  const { t } = useConsole()
  return (
    <ul aria-label={t('message.files')} className="flex flex-wrap gap-2">
      {files.map((file) => (
        <li key={file.id}>
          {file.mediaType.startsWith('image/') && !file.note ? (
            <a href={file.url} target="_blank" rel="noreferrer" className="block">
              <img
                src={file.url}
                alt={file.name ?? t('photos.photo')}
                loading="lazy"
                className="size-32 rounded-md border border-line bg-sunken object-cover"
              />
            </a>
          ) : file.mediaType.startsWith('video/') ? (
            <video
              src={file.url}
              controls
              muted
              playsInline
              preload="metadata"
              aria-label={file.name ?? t('photos.video')}
              className="max-h-48 max-w-full rounded-md border border-line"
            />
          ) : (
            <a
              href={file.url}
              target="_blank"
              rel="noreferrer"
              className="link inline-flex min-h-9 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm pointer-coarse:min-h-11"
            >
              <FileIcon className="size-4 shrink-0" aria-hidden="true" />
              <bdi>{file.name ?? file.mediaType}</bdi>
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}
