import Camera from 'lucide-react/icons/camera'
import FileIcon from 'lucide-react/icons/file'
import RotateCw from 'lucide-react/icons/rotate-cw'
import X from 'lucide-react/icons/x'
import { type ReactNode, useId, useRef } from 'react'
import type { Upload, UploadLimits, useUploads } from '../kit/use-uploads.ts'
import { PlainButton } from '../ui/button.tsx'
import { buttonClass } from '../ui/button-looks.ts'
import { classes } from '../ui/classes.ts'
import { useParts } from './text.ts'
import { preferServerWords } from './words.ts'

type PhotoUploadProps = {
  files: ReturnType<typeof useUploads>
  limits: UploadLimits
  /** The words on the button. */
  children: ReactNode
  isPrimary?: boolean
}

const mediaTypes: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
}

/** Photos and short videos: one tap opens camera or library, several at once, each with its progress and a way out. */
export function PhotoUpload({ files, limits, children, isPrimary }: PhotoUploadProps) {
  const { t, format } = useParts()
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const isFull = files.uploads.length >= limits.most
  const done = files.uploads.filter((one) => one.state === 'done').length
  return (
    <div className="grid gap-4">
      {files.uploads.length > 0 && (
        <ul aria-label={t('upload.files')} className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          {files.uploads.map((one) => (
            <Tile key={one.key} upload={one} megabytes={limits.megabytes} files={files} />
          ))}
        </ul>
      )}
      {!isFull && (
        <>
          <input
            ref={input}
            id={id}
            type="file"
            multiple
            accept={limits.types.map((type) => mediaTypes[type] ?? `.${type}`).join(',')}
            className="peer sr-only"
            onChange={(event) => {
              files.add([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
          <label
            htmlFor={id}
            className={classes(
              buttonClass({ look: isPrimary ? 'primary' : 'secondary', size: 'large', wide: true }),
              'cursor-pointer peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent',
            )}
          >
            <Camera className="size-5" aria-hidden="true" />
            {children}
          </label>
        </>
      )}
      <p className="sr-only" role="status">
        {files.uploads.length > 0 &&
          t('upload.status', { done: format.number(done), count: format.number(files.uploads.length) })}
      </p>
    </div>
  )
}

function Tile({ upload, megabytes, files }: { upload: Upload; megabytes: number; files: PhotoUploadProps['files'] }) {
  const { t, format } = useParts()
  const trouble = useTroubleWords()(upload, megabytes)
  return (
    <li className="grid content-start gap-1.5">
      <div
        className={classes(
          'relative aspect-square overflow-hidden rounded-lg border bg-sunken',
          upload.state === 'failed' ? 'border-bad' : 'border-line',
        )}
      >
        <Preview upload={upload} />
        {(upload.state === 'sending' || upload.state === 'waiting') && (
          <div className="absolute inset-x-2 bottom-2 rounded-full bg-surface p-1 shadow-card">
            <div
              role="progressbar"
              aria-label={t('upload.sending', { name: upload.name })}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(upload.share * 100)}
              className="h-1.5 overflow-hidden rounded-full bg-sunken"
            >
              <div
                className="h-full rounded-full bg-accent transition-[width] duration-150"
                style={{ width: `${Math.max(4, upload.share * 100)}%` }}
              />
            </div>
          </div>
        )}
        <PlainButton
          aria-label={t(upload.state === 'done' ? 'upload.remove' : 'upload.cancel', { name: upload.name })}
          onPress={() => files.remove(upload.key)}
          className="absolute end-0 top-0 grid size-11 place-items-center"
        >
          <span className="grid size-7 place-items-center rounded-full border border-line bg-surface text-ink shadow-card">
            <X className="size-4" aria-hidden="true" />
          </span>
        </PlainButton>
      </div>
      {trouble && (
        <p role="alert" className="text-sm text-bad">
          {trouble}
        </p>
      )}
      {upload.state === 'failed' && upload.trouble?.code === 'unreachable' && (
        <PlainButton
          onPress={() => files.again(upload.key)}
          className="link inline-flex min-h-11 items-center gap-1.5 text-sm"
        >
          <RotateCw className="size-4" aria-hidden="true" />
          {t('upload.again')}
        </PlainButton>
      )}
      {upload.file?.note && <p className="text-sm text-soft">{t('upload.kept')}</p>}
      {upload.state === 'sending' && (
        <span aria-hidden="true" className="text-sm text-soft tabular-nums">
          {format.number(Math.round(upload.share * 100))} %
        </span>
      )}
    </li>
  )
}

function Preview({ upload }: { upload: Upload }) {
  // What the browser cannot show by itself, the server has made into something that it can.
  const source =
    upload.preview ?? (upload.file?.mediaType.startsWith('image/') && !upload.file.note ? upload.file.url : null)
  if (!source)
    return (
      <span className="grid size-full place-items-center gap-1 p-3 text-center text-sm break-all text-soft">
        <FileIcon className="size-6" aria-hidden="true" />
        <bdi>{upload.name}</bdi>
      </span>
    )
  return upload.isVideo ? (
    <video src={source} muted playsInline preload="metadata" className="size-full object-cover" />
  ) : (
    <img src={source} alt={upload.name} className="size-full object-cover" />
  )
}

/** Why a file was not taken, in the shopper's words. */
function useTroubleWords() {
  const { t, has, locale, format } = useParts()
  return ({ trouble }: Upload, megabytes: number): string | null => {
    if (!trouble) return null
    const key = `uploadTrouble.${trouble.code}`
    const words = has(key) ? t(key, { megabytes: format.number(megabytes) }) : null
    return trouble.message === '' || trouble.code === 'unreachable'
      ? (words ?? t('uploadTrouble.other'))
      : preferServerWords(locale, trouble.message, words ?? t('uploadTrouble.other'))
  }
}
