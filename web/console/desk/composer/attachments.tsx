import FileIcon from 'lucide-react/icons/file'
import X from 'lucide-react/icons/x'
import type { Upload, useUploads } from '../../../kit/use-uploads.ts'
import { PlainButton } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { useConsole } from '../../text.ts'

/** Files on their way or ready, in one line under the text, each with a way out. */
export function Attachments({ files }: { files: ReturnType<typeof useUploads> }) {
  const { t } = useConsole()
  if (files.uploads.length === 0) return null
  return (
    <ul aria-label={t('message.files')} className="flex flex-wrap gap-2 px-3 pb-2">
      {files.uploads.map((one) => (
        <Attachment
          key={one.key}
          upload={one}
          onRemove={() => files.remove(one.key)}
          onAgain={() => files.again(one.key)}
        />
      ))}
    </ul>
  )
}

function Attachment({ upload, onRemove, onAgain }: { upload: Upload; onRemove: () => void; onAgain: () => void }) {
  const { t, has, format } = useConsole()
  const failed = upload.state === 'failed'
  const key = `uploadTrouble.${upload.trouble?.code}`
  return (
    <li
      className={classes(
        'flex max-w-full items-center gap-2 rounded-md border bg-surface ps-1.5 text-sm',
        failed ? 'border-bad' : 'border-line',
      )}
    >
      {upload.preview && !upload.isVideo ? (
        <img src={upload.preview} alt="" className="size-7 rounded-sm object-cover" />
      ) : (
        <FileIcon className="size-4 text-faint" aria-hidden="true" />
      )}
      <span className="max-w-40 truncate">
        <bdi>{upload.name}</bdi>
      </span>
      {(upload.state === 'sending' || upload.state === 'waiting') && (
        <span
          role="progressbar"
          aria-label={t('upload.sending', { name: upload.name })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(upload.share * 100)}
          className="tabular text-soft"
        >
          {format.number(Math.round(upload.share * 100))} %
        </span>
      )}
      {failed && (
        <span role="alert" className="text-bad">
          {upload.trouble?.code === 'unreachable' ? (
            <PlainButton className="link" onPress={onAgain}>
              {t('upload.again')}
            </PlainButton>
          ) : (
            (has(key) ? t(key, { megabytes: '' }) : upload.trouble?.message) || t('uploadTrouble.other')
          )}
        </span>
      )}
      <PlainButton
        aria-label={t(upload.state === 'done' ? 'upload.remove' : 'upload.cancel', { name: upload.name })}
        onPress={onRemove}
        className="grid size-8 place-items-center rounded-md text-soft hover:text-ink pointer-coarse:size-11"
      >
        <X className="size-4" aria-hidden="true" />
      </PlainButton>
    </li>
  )
}
