import type { Refund } from '#contract/refunds'
import type { OrderStory } from '#contract/story'
import { useState } from 'react'
import { call, type Input, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { MoneyBack } from '../../parts/money-back.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useConsole } from '../text.ts'

/** A refund by hand: what for, a look at where the money would go, then one button with the amount on it. */
export function RefundDialog({ story, onClose }: { story: OrderStory; onClose: () => void }) {
  const { t, format } = useConsole()
  const [chosen, setChosen] = useState<Record<string, number>>({})
  const [hasShipping, setShipping] = useState(false)
  const [reason, setReason] = useState('')
  const [shown, setShown] = useState<Refund | null>(null)
  const toast = useToast()
  const items = Object.entries(chosen)
    .filter(([, quantity]) => quantity > 0)
    .map(([item, quantity]) => ({ item, quantity }))
  const input: Input<'POST /refunds'> = {
    order: story.order.id,
    reason: reason.trim(),
    ...(items.length ? { items } : {}),
    ...(hasShipping ? { shipping: true } : {}),
  }
  const preview = useAction(
    (wanted: Input<'POST /refunds'>, options) => call('POST /refunds', { ...wanted, preview: true }, options),
    (answer) => setShown(refundIn(answer)),
  )
  const confirm = useAction(
    (wanted: Input<'POST /refunds'>, options) => call('POST /refunds', wanted, options),
    (answer) => {
      toast('approval' in answer ? t('refund.asked') : t('refund.done'))
      onClose()
    },
  )
  const set = (change: () => void) => {
    setShown(null)
    change()
  }
  const isReady = (items.length > 0 || hasShipping) && reason.trim().length > 0
  return (
    <Dialog
      title={t('refund.title')}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      wide
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
      <div className="grid gap-5">
        <p className="text-soft">{t('refund.left', { amount: format.money(story.refundable) })}</p>
        <div>
          {story.order.items.map((item) => {
            const units = story.units.filter((unit) => unit.itemId === item.id && unit.refundable.amountMinor > 0)
            return (
              <div key={item.id} className="flex items-center justify-between gap-3 border-b border-line">
                <Checkbox
                  isSelected={(chosen[item.id] ?? 0) > 0}
                  isDisabled={units.length === 0}
                  onChange={(selected) => set(() => setChosen({ ...chosen, [item.id]: selected ? units.length : 0 }))}
                  detail={units.length === 0 ? t('refund.nothingLeft') : format.money(item.paid)}
                >
                  {item.title}
                </Checkbox>
                {units.length > 1 && (
                  <select
                    aria-label={t('refund.quantity', { item: item.title })}
                    value={chosen[item.id] ?? 0}
                    onChange={(event) => set(() => setChosen({ ...chosen, [item.id]: Number(event.target.value) }))}
                    className="min-h-11 rounded-md border border-edge bg-surface px-2"
                  >
                    {Array.from({ length: units.length + 1 }, (_, count) => (
                      <option key={count}>{count}</option>
                    ))}
                  </select>
                )}
              </div>
            )
          })}
          <Checkbox
            isSelected={hasShipping}
            onChange={(selected) => set(() => setShipping(selected))}
            detail={format.money(story.order.shipping)}
          >
            {t('refund.shipping')}
          </Checkbox>
        </div>
        <TextField
          label={t('refund.reason')}
          hint={t('refund.reasonHint')}
          value={reason}
          onChange={(value) => set(() => setReason(value))}
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

function refundIn(answer: Output<'POST /refunds'>): Refund {
  return 'approval' in answer ? answer.refund : answer
}
