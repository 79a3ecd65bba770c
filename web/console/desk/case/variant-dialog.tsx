import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { ChoiceList } from '../../../ui/choice-list.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { useConsole } from '../../text.ts'
import { ChangeOutcome } from './change-outcome.tsx'

type VariantDialogProps = { order: Order; item: Order['items'][number]; onClose: () => void }

/** Another size or color before it leaves, with the difference and its way. */
export function VariantDialog({ order, item, onClose }: VariantDialogProps) {
  const { t, format } = useConsole()
  const toast = useToast()
  const [to, setTo] = useState<string | null>(null)
  const variants = useQuery({
    queryKey: ['order', order.id, 'variants', item.id],
    queryFn: ({ signal }) => call('GET /orders/:id/variants', { id: order.id, item: item.id }, { signal }),
  })
  const input = { order: order.id, kind: 'variant' as const, variants: [{ item: item.id, to: to ?? '' }] }
  const preview = useQuery({
    queryKey: ['change-preview', input],
    queryFn: ({ signal }) => call('POST /changes', { ...input, confirm: false }, { signal }),
    enabled: to !== null,
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
      title={t('case.variant')}
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
          {t('case.variant')}
        </Button>
      }
    >
      <div className="grid gap-3">
        {!variants.data && !variants.error && <SkeletonRows rows={3} height="h-12" label={t('common.loading')} />}
        {variants.data && (
          <ChoiceList
            label={item.title}
            value={to}
            onChange={setTo}
            choices={variants.data.data
              .filter((variant) => !variant.current)
              .map((variant) => ({
                id: variant.id,
                label: Object.values(variant.options).join(' · ') || variant.reference,
                detail: `${variant.difference.amountMinor > 0 ? '+' : ''}${format.money(variant.difference)}`,
              }))}
          />
        )}
        {preview.data && <ChangeOutcome change={preview.data} />}
        <ActionTrouble error={confirm.error ?? preview.error ?? variants.error} />
      </div>
    </Dialog>
  )
}
