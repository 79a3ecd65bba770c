import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../kit/call.ts'
import { ChoiceList } from '../../../ui/choice-list.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { ActionDialog } from '../../layout/action-dialog.tsx'
import { useConsole } from '../../text.ts'
import { ChangeOutcome } from './change-outcome.tsx'
import { useChange } from './use-change.ts'

type VariantDialogProps = { order: Order; item: Order['items'][number]; onClose: () => void }

/** Another size or color before it leaves, with the difference and its way. */
export function VariantDialog({ order, item, onClose }: VariantDialogProps) {
  const { t, format } = useConsole()
  const [to, setTo] = useState<string | null>(null)
  const variants = useQuery({
    queryKey: ['order', order.id, 'variants', item.id],
    queryFn: ({ signal }) => call('GET /orders/:id/variants', { id: order.id, item: item.id }, { signal }),
  })
  const others = variants.data?.data.filter((variant) => !variant.current)
  const input = { order: order.id, kind: 'variant' as const, variants: [{ item: item.id, to: to ?? '' }] }
  const change = useChange(input, to !== null, onClose)
  return (
    <ActionDialog
      title={t('case.variant')}
      label={t('case.variant')}
      isReady={change.isReady}
      isPending={change.isPending}
      error={change.error ?? variants.error}
      onPress={change.onPress}
      onClose={onClose}
    >
      {!variants.data && !variants.error && <SkeletonRows rows={3} height="h-12" label={t('common.loading')} />}
      {others?.length === 0 && <p>{t('variant.none')}</p>}
      {others && others.length > 0 && (
        <ChoiceList
          label={item.title}
          value={to}
          onChange={setTo}
          choices={others.map((variant) => ({
            id: variant.id,
            label: Object.values(variant.options).join(' · ') || variant.reference,
            detail: `${variant.difference.amountMinor > 0 ? '+' : ''}${format.money(variant.difference)}`,
          }))}
        />
      )}
      {change.shown && <ChangeOutcome change={change.shown} />}
    </ActionDialog>
  )
}
