import type { Problem } from '#contract/problems'
import { useShopper } from '../text.ts'

/** What came with the report. */
export function Photos({ files }: { files: Problem['files'] }) {
  const { t } = useShopper()
  return (
    <section aria-label={t('photos.yours')}>
      <h2 className="mb-2 px-1 text-base">{t('photos.yours')}</h2>
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
