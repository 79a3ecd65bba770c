import type { Problem } from '#contract/problems'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useUploads } from '../../kit/use-uploads.ts'
import { PhotoUpload } from '../../parts/photo-upload.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Card } from '../../ui/card.tsx'
import { problemQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** A photo, and nothing to send afterwards: as soon as what was picked has arrived, the ways to put it right open. */
export function AddPhotos({ problem, photos }: { problem: Problem; photos: NonNullable<Problem['photos']> }) {
  const { t } = useShopper()
  const queries = useQueryClient()
  const limits = { ...photos, most: photos.most - problem.files.length }
  const attach = useAction(
    (ids: string[], options) => call('POST /problems/:id/files', { id: problem.id, files: ids }, options),
    (shown) => queries.setQueryData(problemQuery(problem.id).queryKey, shown),
  )
  const files = useUploads(limits, (arrived) => void attach.run(arrived.map((file) => file.id)))
  const needsMore = photos.missing > 0
  const subjects = photos.asked.filter((subject, index, all) => all.indexOf(subject) === index)
  return (
    <Card className="grid gap-4 p-5 sm:p-6">
      <div>
        <h2 className="text-lg">{t(needsMore ? 'photos.title' : 'photos.more', { count: photos.missing })}</h2>
        {needsMore && (
          <p className="text-soft">
            {subjects.length > 1
              ? t('photos.subjects', { subjects: subjects.map((subject) => t(`photos.subject.${subject}`)).join(', ') })
              : t('photos.detail')}
          </p>
        )}
      </div>
      <PhotoUpload files={files} limits={limits} isPrimary={needsMore}>
        {t(files.uploads.length > 0 || !needsMore ? 'photos.another' : 'photos.take')}
      </PhotoUpload>
      <ActionTrouble
        error={attach.error}
        onRetry={() => void attach.run(files.uploads.flatMap((one) => one.file?.id ?? []))}
      />
    </Card>
  )
}
