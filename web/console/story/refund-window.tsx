import type { Refund } from '#contract/refunds'
import type { OrderStory } from '#contract/story'
import { type ReactNode, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { MoneyBack } from '../../parts/money-back.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'

type Wanted = Input<'POST /refunds'>

type RefundWindowProps = {
  story: OrderStory
  title: string
  /** What goes back; null while nothing is chosen. */
  what: Pick<Wanted, 'items' | 'shipping' | 'amount' | 'to'> | null
  onClose: () => void
  wide?: boolean
  children: ReactNode
}

/** Money that a person gives back: why, a look at where it would go, then one button with the amount on it. */
export function RefundWindow({ story, title, what, onClose, wide, children }: RefundWindowProps) {
  const { t, format } = useConsole()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [seen, setSeen] = useState<{ refund: Refund; asked: string } | null>(null)
  const input: Wanted = { order: story.order.id, reason: reason.trim(), ...what }
  const preview = useAction(async (wanted: Wanted, options) => {
    const answer = await call('POST /refunds', { ...wanted, preview: true }, options)
    return { refund: 'approval' in answer ? answer.refund : answer, asked: JSON.stringify(wanted) }
  }, setSeen)
  const confirm = useAction(
    (wanted: Wanted, options) => call('POST /refunds', wanted, options),
    (answer) => {
      toast(t('approval' in answer ? 'refund.asked' : what?.to === 'store_credit' ? 'refund.given' : 'refund.done'))
      onClose()
    },
  )
  // Whatever is changed has to be looked at again.
  const shown = seen?.asked === JSON.stringify(input) ? seen.refund : null
  const next = shown ? confirm : preview
  return (
    <ActionDialog
      title={title}
      wide={wide}
      label={
        shown
          ? t(what?.to === 'store_credit' ? 'refund.give' : 'refund.confirm', { amount: format.money(shown.amount) })
          : t('refund.preview')
      }
      isReady={what !== null && input.reason.length > 0}
      isPending={next.isPending}
      error={preview.error ?? confirm.error}
      onPress={() => void next.run(input)}
      onClose={onClose}
    >
      {children}
      <TextField
        label={t('refund.reason')}
        hint={t('refund.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={200}
      />
      {shown && (
        <div className="rounded-lg bg-sunken px-4 py-3.5">
          <MoneyBack refund={shown} />
        </div>
      )}
    </ActionDialog>
  )
}
