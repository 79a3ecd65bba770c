import type { Problem } from '#contract/problems'
import { useParts } from './text.ts'

/** What came with the report. */
export function Photos({ files, isTheirs }: { files: Problem['files']; isTheirs?: boolean }) {
  const { t } = useParts()
  const title = t(isTheirs ? 'photos.theirs' : 'photos.yours')
  return (
    <section aria-label={title}>
      {!isTheirs && <h2 className="mb-2 px-1 text-base">{title}</h2>}
      <ul className="grid grid-cols-3 gap-3 sm:grid-cols-4">
        {files.map((file) => (
          <li
            key={file.id}
            className="aspect-square overflow-hidden rounded-lg border border-line bg-sunken [&>*]:size-full [&>*]:object-cover"
          >
            {file.mediaType.startsWith('video/') ? (
              <video
                src={file.url}
                controls
                muted
                playsInline
                preload="metadata"
                aria-label={file.name ?? t('photos.video')}
              />
            ) : (
              <img src={file.url} alt={file.name ?? t('photos.photo')} loading="lazy" />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
