import type { Refund } from '#contract/refunds'
import type { OrderStory } from '#contract/story'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { MoneyBack } from '../../../parts/money-back.tsx'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { useConsole } from '../../text.ts'

/** An amount because we owe somebody more than an apology; it goes back the way the order was paid, inside the person's limit. */
export function GoodwillDialog({ story, onClose }: { story: OrderStory; onClose: () => void }) {
  const { t, format } = useConsole()
  const toast = useToast()
  const [major, setMajor] = useState('')
  const [reason, setReason] = useState('')
  const [shown, setShown] = useState<Refund | null>(null)
  const { currency } = story.refundable
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const amountMinor = Math.round(Number(major.replace(',', '.')) * 10 ** digits)
  const input: Input<'POST /refunds'> = {
    order: story.order.id,
    amount: { amountMinor, currency },
    reason: reason.trim(),
  }
  const preview = useAction(
    (wanted: Input<'POST /refunds'>, options) => call('POST /refunds', { ...wanted, preview: true }, options),
    (answer) => setShown('approval' in answer ? answer.refund : answer),
  )
  const confirm = useAction(
    (wanted: Input<'POST /refunds'>, options) => call('POST /refunds', wanted, options),
    (answer) => {
      toast(t('approval' in answer ? 'refund.asked' : 'refund.done'))
      onClose()
    },
  )
  const isReady = amountMinor > 0 && reason.trim().length > 0
  return (
    <Dialog
      title={t('goodwill.title')}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      actions={
        shown ? (
          <Button look="primary" isPending={confirm.isPending} onPress={() => void confirm.run(input)}>
            {t('refund.confirm', { amount: format.money(shown.amount) })}
          </Button>
        ) : (
          <Button
            look="primary"
            isDisabled={!isReady}
            isPending={preview.isPending}
            onPress={() => void preview.run(input)}
          >
            {t('refund.preview')}
          </Button>
        )
      }
    >
      <div className="grid gap-4">
        <p className="text-soft">{t('goodwill.detail', { amount: format.money(story.refundable) })}</p>
        <TextField
          label={t('goodwill.amount', { currency })}
          inputMode="decimal"
          dir="ltr"
          value={major}
          onChange={(value) => {
            setShown(null)
            setMajor(value)
          }}
          autoFocus
        />
        <TextField
          label={t('refund.reason')}
          hint={t('refund.reasonHint')}
          value={reason}
          onChange={(value) => {
            setShown(null)
            setReason(value)
          }}
          maxLength={200}
        />
        {shown && (
          <div className="rounded-lg bg-sunken px-4 py-3.5">
            <MoneyBack refund={shown} />
          </div>
        )}
        <ActionTrouble error={preview.error ?? confirm.error} />
      </div>
    </Dialog>
  )
}
