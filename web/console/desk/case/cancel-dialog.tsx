import type { Order } from '#contract/story'
import { useState } from 'react'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { ActionDialog } from '../../layout/action-dialog.tsx'
import { useConsole } from '../../text.ts'
import { ChangeOutcome } from './change-outcome.tsx'
import { useChange } from './use-change.ts'

type CancelDialogProps = { order: Order; only: string | undefined; onClose: () => void }

/** Cancels for the shopper; what comes back and when is shown before. */
export function CancelDialog({ order, only, onClose }: CancelDialogProps) {
  const { t, format } = useConsole()
  const cancelable = order.items.filter((item) =>
    item.allowed.some(({ action }) => action === 'cancel' || action === 'request_cancel'),
  )
  const [chosen, setChosen] = useState<string[]>(() =>
    cancelable.filter((item) => !only || item.id === only).map((item) => item.id),
  )
  const items = cancelable
    .filter((item) => chosen.includes(item.id))
    .map((item) => ({ item: item.id, quantity: item.quantity - item.canceledQuantity }))
  const input = { order: order.id, kind: 'cancel' as const, items }
  const change = useChange(input, items.length > 0, onClose)
  return (
    <ActionDialog
      title={t('case.cancel')}
      label={
        change.shown?.refund
          ? t('cancelDialog.confirm', { amount: format.money(change.shown.refund.amount) })
          : t('case.cancel')
      }
      isReady={change.isReady}
      isPending={change.isPending}
      error={change.error}
      onPress={change.onPress}
      onClose={onClose}
    >
      {cancelable.map((item) => (
        <Checkbox
          key={item.id}
          isSelected={chosen.includes(item.id)}
          onChange={(selected) =>
            setChosen((now) => (selected ? [...now, item.id] : now.filter((id) => id !== item.id)))
          }
          detail={format.money(item.paid)}
        >
          {item.title}
        </Checkbox>
      ))}
      {change.shown ? <ChangeOutcome change={change.shown} /> : items.length > 0 && <Skeleton className="h-20" />}
    </ActionDialog>
  )
}
