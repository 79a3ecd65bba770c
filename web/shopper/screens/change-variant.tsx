import type { Change } from '#contract/changes'
import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ItemRow } from '../../parts/item-row.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { orderQuery, variantsQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { ChangeDone, ChangePreview } from './change-result.tsx'
import { PageHead } from './page-head.tsx'

/** Another size or color of the same thing, with the difference in money before anything happens. */
export function ChangeVariant() {
  const { t } = useShopper()
  const { orderId } = useParams({ from: '/known/orders/$orderId/variant' })
  const { item: itemId } = useSearch({ from: '/known/orders/$orderId/variant' })
  const order = useQuery(orderQuery(orderId))
  const item = order.data?.items.find((one) => one.id === itemId)
  if (order.isError) return <PageTrouble error={order.error} onRetry={() => void order.refetch()} />
  if (!order.data || !item) return <SkeletonRows rows={2} height="h-32" label={t('common.loading')} />
  return <Form order={order.data} item={item} />
}

function Form({ order, item }: { order: Order; item: Order['items'][number] }) {
  const { t, format } = useShopper()
  const variants = useQuery(variantsQuery(order.id, item.id))
  const [to, setTo] = useState<string | null>(null)
  const [shown, setShown] = useState<Change | null>(null)
  const [done, setDone] = useState<Change | null>(null)
  const ask = (isConfirmed: boolean) => (variant: string, options: { idempotencyKey: string }) =>
    call(
      'POST /changes',
      { order: order.id, kind: 'variant', variants: [{ item: item.id, to: variant }], confirm: isConfirmed },
      options,
    )
  const preview = useAction(ask(false), setShown)
  const confirm = useAction(ask(true), setDone)
  const choose = (variant: string) => {
    setTo(variant)
    setShown(null)
    void preview.run(variant)
  }
  if (done) return <ChangeDone change={done} order={order} />
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={order.id} orderReference={order.reference} title={t('variant.title')} />
      <div className="grid gap-6">
        <Card className="grid gap-6 p-5 sm:p-6">
          <ItemRow item={item} hideState />
          {variants.isError && <PageTrouble isPart error={variants.error} onRetry={() => void variants.refetch()} />}
          {variants.isPending && <SkeletonRows rows={3} height="h-14" label={t('common.loading')} />}
          {variants.data && variants.data.data.length <= 1 && <p className="text-soft">{t('variant.none')}</p>}
          {variants.data && variants.data.data.length > 1 && (
            <ChoiceList
              label={t('variant.which')}
              value={to}
              onChange={choose}
              choices={variants.data.data
                .filter((variant) => !variant.current)
                .map((variant) => ({
                  id: variant.id,
                  label: Object.values(variant.options).join(' · ') || variant.reference,
                  detail: difference(variant.difference),
                }))}
            />
          )}
        </Card>
        {to && (
          <ChangePreview
            change={shown}
            error={preview.error ?? confirm.error}
            isPending={confirm.isPending}
            onConfirm={() => void confirm.run(to)}
            orderId={order.id}
          />
        )}
      </div>
    </div>
  )

  function difference(amount: { amountMinor: number; currency: string }) {
    if (amount.amountMinor === 0) return t('variant.same')
    const absolute = format.money({ ...amount, amountMinor: Math.abs(amount.amountMinor) })
    return amount.amountMinor > 0 ? t('variant.more', { amount: absolute }) : t('variant.less', { amount: absolute })
  }
}
