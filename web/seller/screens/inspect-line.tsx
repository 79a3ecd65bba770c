import type { SellerReturn } from '#contract/sellerdesk'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useUploads } from '../../kit/use-uploads.ts'
import { PhotoUpload } from '../../parts/photo-upload.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useSeller } from '../text.ts'

const verdicts = ['as_described', 'damaged', 'wrong_item', 'missing'] as const
type Verdict = (typeof verdicts)[number]

const photos = { most: 10, megabytes: 25, types: ['jpg', 'png', 'webp', 'heic'] }

/** What state a counted line is in; taking something off wants a grade, a note, and maybe a photo. */
export function InspectLine({ shown, line }: { shown: SellerReturn; line: SellerReturn['lines'][number] }) {
  const { t, has } = useSeller()
  const toast = useToast()
  const [verdict, setVerdict] = useState<Verdict>('as_described')
  const [grade, setGrade] = useState(shown.grades[0]?.grade ?? '')
  const [percent, setPercent] = useState('0')
  const [note, setNote] = useState('')
  const files = useUploads(photos)
  const most = shown.grades.find((each) => each.grade === grade)?.mostPercent ?? 0
  const isWorn = verdict === 'damaged'
  const inspect = useAction(
    (_: null, options) =>
      call(
        'POST /seller/returns/:id/inspection',
        {
          id: shown.id,
          lines: [
            {
              line: line.id,
              quantity: line.receivedQuantity - line.inspectedQuantity,
              verdict,
              grade,
              deductPercent: isWorn ? Math.min(Number(percent) || 0, most) : 0,
              note: note.trim() || undefined,
              files: files.uploads.flatMap(({ file }) => (file ? [file.id] : [])),
            },
          ],
        },
        options,
      ),
    () => toast(t('inspect.done')),
  )
  return (
    <Card className="grid gap-4 p-5">
      <h2 className="text-lg">
        {t('inspect.title')} <bdi className="text-soft">{line.title}</bdi>
      </h2>
      <ChoiceList
        label={t('inspect.verdict')}
        value={verdict}
        onChange={(id) => setVerdict(id as Verdict)}
        choices={verdicts.map((id) => ({ id, label: t(`inspect.${id}`), detail: t(`inspect.detail.${id}`) }))}
      />
      {isWorn && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label={t('inspect.grade')}
            value={grade}
            onChange={setGrade}
            choices={shown.grades.map((each) => ({
              id: each.grade,
              label: has(`grade.${each.grade}`) ? t(`grade.${each.grade}` as 'grade.good') : each.grade,
              detail: t('inspect.most', { percent: each.mostPercent }),
            }))}
          />
          <TextField
            label={t('inspect.percent')}
            type="number"
            inputMode="numeric"
            value={percent}
            onChange={setPercent}
            hint={t('inspect.most', { percent: most })}
          />
        </div>
      )}
      {verdict !== 'as_described' && (
        <>
          <TextField label={t('inspect.note')} value={note} onChange={setNote} lines={2} />
          <PhotoUpload files={files} limits={photos}>
            {t('inspect.photos')}
          </PhotoUpload>
        </>
      )}
      <ActionTrouble error={inspect.error} />
      <Button look="primary" size="large" isPending={inspect.isPending} onPress={() => void inspect.run(null)}>
        {t('inspect.save')}
      </Button>
    </Card>
  )
}
