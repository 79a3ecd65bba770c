import type { ProblemKind } from '#contract/problems'
import type { Order } from '#contract/story'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Picker } from '../../layout/picker.tsx'
import { useConsole } from '../../text.ts'
import { useItemStateWords } from '../../../parts/item-state.tsx'

type ReportPickerProps = {
  order: Order
  /** One item, where it was picked there. */
  only: string | undefined
  /** What the conversation seems to be about; that kind stands first. */
  intent: string | null
  photos: string[]
  onClose: () => void
}

/** Says for the shopper what is wrong with what: one choice, and the rules answer with remedies. */
export function ReportPicker({ order, only, intent, photos, onClose }: ReportPickerProps) {
  const { t, format } = useConsole()
  const stateWords = useItemStateWords()
  const [withPhotos, setWithPhotos] = useState(true)
  const [isUnsafe, setUnsafe] = useState(false)
  const report = useAction(
    (input: Input<'POST /problems'>, options) => call('POST /problems', input, options),
    () => {
      onClose()
      requestAnimationFrame(() => document.getElementById('remedies')?.scrollIntoView({ block: 'nearest' }))
    },
  )
  const choices = order.items
    .filter((item) => !only || item.id === only)
    .flatMap((item) =>
      (item.allowed.find((action) => action.action === 'problem')?.kinds ?? []).map((kind, place) => ({
        id: `${item.id} ${kind}`,
        label: `${t(`problemKind.${kind as ProblemKind}`)} · ${item.title}`,
        detail: `${stateWords(item.state)} · ${format.money(item.paid)}`,
        place: intent === kind ? -1 : place,
      })),
    )
    .sort((a, b) => a.place - b.place)
  return (
    <Picker
      title={t('report.title')}
      detail={t('report.detail')}
      label={t('report.find')}
      empty={t('report.none')}
      items={choices}
      onClose={onClose}
      onPick={(id) => {
        const [item = '', kind] = id.split(' ')
        void report.run({
          item,
          kind: kind as ProblemKind,
          ...(withPhotos && photos.length > 0 ? { files: photos.slice(0, 10) } : {}),
          ...(isUnsafe ? { unsafe: true } : {}),
        })
      }}
      trouble={
        report.error && (
          <div className="px-4 pb-3">
            <ActionTrouble error={report.error} />
          </div>
        )
      }
    >
      {photos.length > 0 && (
        <Checkbox isSelected={withPhotos} onChange={setWithPhotos}>
          {t('report.withPhotos', { count: photos.length })}
        </Checkbox>
      )}
      <Checkbox isSelected={isUnsafe} onChange={setUnsafe}>
        {t('report.unsafe')}
      </Checkbox>
    </Picker>
  )
}
