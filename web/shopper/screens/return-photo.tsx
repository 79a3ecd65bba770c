import { useUploads } from '../../kit/use-uploads.ts'
import { PhotoUpload } from '../../parts/photo-upload.tsx'
import { Card } from '../../ui/card.tsx'
import { chosenItems } from '../return-answers.ts'
import { useShopper } from '../text.ts'
import type { StepProps } from './return-flow.tsx'

const limits = { most: 6, megabytes: 25, types: ['jpg', 'png', 'webp', 'heic', 'mp4', 'mov'] }

/** A photo where the reason needs one; it goes on by itself when the photo is there. */
export function ReturnPhoto({ returnable, answers, onAnswer, itemId }: StepProps & { itemId?: string }) {
  const { t } = useShopper()
  const item = chosenItems(answers, returnable).find((one) => one.item.itemId === itemId)?.item
  const files = useUploads(limits, (arrived) => {
    if (item) onAnswer({ files: { ...answers.files, [item.itemId]: arrived.map((file) => file.id) } })
  })
  if (!item) return null
  return (
    <Card className="grid gap-4 p-5 sm:p-6">
      <p className="text-soft">
        {t('return.photo.detail')} <bdi className="text-ink">{item.title}</bdi>
      </p>
      <PhotoUpload files={files} limits={limits} isPrimary>
        {t('photos.take')}
      </PhotoUpload>
    </Card>
  )
}
