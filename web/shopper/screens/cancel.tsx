import type { Change } from '#contract/changes'
import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { orderQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { AskPerson } from './ask-person.tsx'
import { ChangeDone, ChangePreview } from './change-result.tsx'
import { PageHead } from './page-head.tsx'
import { useRuleWords } from '../../parts/words.ts'

type Chosen = Record<string, number>

/** Cancel an item, some of it or everything: what comes back and when stands on the button before anything happens. */
export function CancelPage() {
  const { t } = useShopper()
  const { orderId } = useParams({ from: '/known/orders/$orderId/cancel' })
  const order = useQuery(orderQuery(orderId))
  if (order.isError) return <PageTrouble error={order.error} onRetry={() => void order.refetch()} />
  if (!order.data) return <SkeletonRows rows={2} height="h-32" label={t('common.loading')} />
  return <Cancel order={order.data} />
}

function Cancel({ order }: { order: Order }) {
  const { t } = useShopper()
  const rule = useRuleWords()
  const whyNot = order.notAllowed.find((one) => one.action === 'cancel')
  const { item: itemId } = useSearch({ from: '/known/orders/$orderId/cancel' })
  const [done, setDone] = useState<Change | null>(null)
  const cancelable = order.items.filter((item) =>
    item.allowed.some((action) => action.action === 'cancel' || action.action === 'request_cancel'),
  )
  const [chosen, setChosen] = useState<Chosen>(() =>
    Object.fromEntries(cancelable.filter((item) => !itemId || item.id === itemId).map((item) => [item.id, left(item)])),
  )
  const items = Object.entries(chosen)
    .filter(([, quantity]) => quantity > 0)
    .map(([item, quantity]) => ({ item, quantity }))
  const input = { order: order.id, kind: 'cancel' as const, items }
  const preview = useQuery({
    queryKey: ['change-preview', input],
    queryFn: ({ signal }) => call('POST /changes', { ...input, confirm: false }, { signal }),
    enabled: items.length > 0 && !done,
    // What would happen is asked for a choice, not kept true.
    meta: { isPreview: true },
  })
  const confirm = useAction(
    (wanted: typeof input, options) => call('POST /changes', { ...wanted, confirm: true }, options),
    setDone,
  )

  if (done) return <ChangeDone change={done} order={order} />
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={order.id} orderReference={order.reference} title={t('cancel.title')} />
      <div className="grid gap-6">
        <Card className="divide-y divide-line">
          {cancelable.map((item) => (
            <CancelRow
              key={item.id}
              item={item}
              quantity={chosen[item.id] ?? 0}
              onQuantity={(quantity) => setChosen((now) => ({ ...now, [item.id]: quantity }))}
              isAlone={cancelable.length === 1}
            />
          ))}
          {cancelable.length === 0 && (
            <p className="p-5 text-soft">
              {whyNot
                ? rule(['notAllowed', 'reason'], { code: whyNot.code, words: whyNot.message })
                : t('cancel.tooLate')}
            </p>
          )}
        </Card>
        {items.length > 0 && (
          <ChangePreview
            change={preview.data ?? null}
            error={confirm.error ?? preview.error}
            isPending={confirm.isPending}
            onConfirm={() => void confirm.run(input)}
            orderId={order.id}
          />
        )}
        {items.length === 0 && cancelable.length > 0 && <p className="text-soft">{t('cancel.choose')}</p>}
        <AskPerson orderReference={order.reference} orderId={order.id} />
      </div>
    </div>
  )
}

function CancelRow({
  item,
  quantity,
  onQuantity,
  isAlone,
}: {
  item: Order['items'][number]
  quantity: number
  onQuantity: (quantity: number) => void
  isAlone: boolean
}) {
  const { t, format } = useShopper()
  const most = left(item)
  const title = (
    <span className="flex items-center gap-4">
      <ProductPicture url={item.imageUrl} category={item.category} className="size-16" />
      <span>
        <span className="font-[540]">{item.title}</span>
        <span className="tabular block text-sm text-soft">{format.money(item.paid)}</span>
      </span>
    </span>
  )
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-5 py-4">
      {isAlone ? (
        title
      ) : (
        <Checkbox isSelected={quantity > 0} onChange={(selected) => onQuantity(selected ? most : 0)}>
          {title}
        </Checkbox>
      )}
      {most > 1 && (
        <label className="inline-flex items-center gap-2 text-sm">
          {t('cancel.howMany')}
          <select
            value={quantity}
            onChange={(event) => onQuantity(Number(event.target.value))}
            className="min-h-11 rounded-md border border-edge bg-surface px-2.5"
          >
            {Array.from({ length: most + 1 }, (_, count) => (
              <option key={count} value={count}>
                {format.number(count)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}

function left(item: Order['items'][number]) {
  return item.quantity - item.canceledQuantity
}
