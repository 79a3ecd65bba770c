import type { Change } from '#contract/changes'
import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useMethodLabel } from '../../parts/method-label.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { meQuery, orderQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { ChangeDone, ChangePreview } from './change-result.tsx'
import { PageHead } from './page-head.tsx'

/** Pay an order that has not left yet in another way. */
export function ChangePayment() {
  const { t } = useShopper()
  const { orderId } = useParams({ from: '/known/orders/$orderId/payment' })
  const order = useQuery(orderQuery(orderId))
  if (order.isError) return <PageTrouble error={order.error} onRetry={() => void order.refetch()} />
  if (!order.data) return <SkeletonRows rows={2} height="h-32" label={t('common.loading')} />
  return <Form order={order.data} />
}

function Form({ order }: { order: Order }) {
  const { t, format } = useShopper()
  const methodLabel = useMethodLabel()
  const paid = new Set(order.tenders.map((tender) => tender.paymentMethodId))
  const methods = (useQuery(meQuery).data?.paymentMethods ?? []).filter((method) => !paid.has(method.id))
  const [to, setTo] = useState<string | null>(null)
  const [shown, setShown] = useState<Change | null>(null)
  const [done, setDone] = useState<Change | null>(null)
  const ask = (isConfirmed: boolean) => (tender: string, options: { idempotencyKey: string }) =>
    call('POST /changes', { order: order.id, kind: 'payment', tender, confirm: isConfirmed }, options)
  const preview = useAction(ask(false), setShown)
  const confirm = useAction(ask(true), setDone)
  if (done) return <ChangeDone change={done} order={order} />
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={order.id} orderReference={order.reference} title={t('payment.title')}>
        <p className="text-soft">
          {t('payment.now', { method: format.list(order.tenders.map((tender) => methodLabel(tender.label))) })}
        </p>
      </PageHead>
      <div className="grid gap-6">
        <Card className="p-5 sm:p-6">
          {methods.length === 0 ? (
            <p className="text-soft">{t('payment.none')}</p>
          ) : (
            <ChoiceList
              label={t('payment.which')}
              value={to}
              onChange={(id) => {
                setTo(id)
                setShown(null)
                void preview.run(id)
              }}
              choices={methods.map((method) => ({
                id: method.id,
                label: methodLabel(method.label),
                detail: method.balance && t('payment.balance', { amount: format.money(method.balance) }),
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
}
