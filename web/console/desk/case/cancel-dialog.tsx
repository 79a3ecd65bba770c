import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { useConsole } from '../../text.ts'
import { ChangeOutcome } from './change-outcome.tsx'

type CancelDialogProps = { order: Order; only: string | undefined; onClose: () => void }

/** Cancels for the shopper; what comes back and when is shown before. */
export function CancelDialog({ order, only, onClose }: CancelDialogProps) {
  const { t, format } = useConsole()
  const toast = useToast()
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
  const preview = useQuery({
    queryKey: ['change-preview', input],
    queryFn: ({ signal }) => call('POST /changes', { ...input, confirm: false }, { signal }),
    enabled: items.length > 0,
    meta: { isPreview: true },
  })
  const confirm = useAction(
    (wanted: typeof input, options) => call('POST /changes', { ...wanted, confirm: true }, options),
    (change) => {
      toast(change.words)
      onClose()
    },
  )
  return (
    <Dialog
      title={t('case.cancel')}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      actions={
        <Button
          look="primary"
          isDisabled={!preview.data || Boolean(preview.data.refusal)}
          isPending={confirm.isPending}
          onPress={() => void confirm.run(input)}
        >
          {preview.data?.refund
            ? t('cancelDialog.confirm', { amount: format.money(preview.data.refund.amount) })
            : t('case.cancel')}
        </Button>
      }
    >
      <div className="grid gap-3">
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
        {preview.data ? <ChangeOutcome change={preview.data} /> : items.length > 0 && <Skeleton className="h-20" />}
        <ActionTrouble error={confirm.error ?? preview.error} />
      </div>
    </Dialog>
  )
}
