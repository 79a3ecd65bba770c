import type { SellerReturn } from '#contract/sellerdesk'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { useRuleWords } from '../../parts/words.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { returnQuery } from '../data.ts'
import { BackLink } from '../layout/back-link.tsx'
import { Deadline } from '../layout/deadline.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'
import { InspectLine } from './inspect-line.tsx'
import { ReturnState } from './return-row.tsx'

/** One return: what comes back and why; count it, then say what state it is in. */
export function ReturnPage() {
  const { returnId } = useParams({ from: '/inside/returns/$returnId' })
  const { t, format } = useSeller()
  const found = useQuery(returnQuery(returnId))
  if (found.isError) return <PageTrouble error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data)
    return (
      <Page title={t('return.title')}>
        <SkeletonRows rows={3} height="h-24" label={t('common.loading')} />
      </Page>
    )
  const shown = found.data
  const may = (action: 'receive' | 'inspect') => shown.allowed.some((each) => each.action === action)
  return (
    <Page
      back={<BackLink to="/returns" />}
      title={
        <span className="flex flex-wrap items-center gap-3">
          <bdi>{shown.reference}</bdi>
          <ReturnState state={shown.state} />
        </span>
      }
      detail={
        shown.shopper
          ? t('orders.who', {
              name: shown.shopper.firstName,
              city: shown.shopper.city,
              country: shown.shopper.country,
            })
          : t('return.somebodyElse')
      }
    >
      <div className="grid gap-4">
        {shown.actBy && (
          <Banner tone="warn" end={<Deadline by={shown.actBy} />}>
            {t('todo.silence.money_goes')}
          </Banner>
        )}
        {shown.state === 'waits_for_store' && <Banner>{t('return.storeLooks')}</Banner>}
        {shown.lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
        {shown.parcels.map((parcel) => (
          <p key={parcel.id} className="text-sm text-soft">
            <bdi>{[parcel.carrier, parcel.trackingNumber].filter(Boolean).join(' · ') || t('return.parcel')}</bdi>
            {parcel.deliveredAt && ` · ${t('return.arrived', { moment: format.moment(parcel.deliveredAt) })}`}
          </p>
        ))}
        {may('receive') && <Receive shown={shown} />}
        {may('inspect') &&
          shown.lines
            .filter((line) => line.receivedQuantity > line.inspectedQuantity)
            .map((line) => <InspectLine key={line.id} shown={shown} line={line} />)}
      </div>
    </Page>
  )
}

function Line({ line }: { line: SellerReturn['lines'][number] }) {
  const { t, rich, format } = useSeller()
  const rule = useRuleWords()
  return (
    <Card className="flex items-start gap-4 px-5 py-4">
      <ProductPicture url={line.imageUrl} className="size-16" />
      <div className="min-w-0 flex-1">
        <p className="font-[600]">
          {line.quantity} × <bdi>{line.title}</bdi>
        </p>
        <p className="text-sm text-soft">{[...Object.values(line.options), line.sku].filter(Boolean).join(' · ')}</p>
        <p className="mt-1">{rule('returnReason', { code: line.reason, words: line.reasonWords })}</p>
        {line.note && (
          <p className="mt-1 border-s-2 border-line ps-3 text-soft">
            <bdi>{line.note}</bdi>
          </p>
        )}
        <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          <span>{t('return.counted', { count: line.receivedQuantity, of: line.quantity })}</span>
          <span>{t('return.refund', { amount: format.money(line.refund) })}</span>
          <Link to="/orders/$orderId" params={{ orderId: line.orderId }} className="link">
            {rich('return.order', { reference: <bdi>{line.orderReference}</bdi> })}
          </Link>
        </p>
      </div>
    </Card>
  )
}

function Receive({ shown }: { shown: SellerReturn }) {
  const { t } = useSeller()
  const toast = useToast()
  const open = shown.lines.filter((line) => line.receivedQuantity < line.quantity)
  const [counts, setCounts] = useState<Record<string, number>>({})
  const [note, setNote] = useState('')
  const countOf = (line: SellerReturn['lines'][number]) => counts[line.id] ?? line.quantity - line.receivedQuantity
  const receive = useAction(
    (_: null, options) =>
      call(
        'POST /seller/returns/:id/receipt',
        {
          id: shown.id,
          counts: open.map((line) => ({ line: line.id, quantity: countOf(line) })),
          note: note.trim() || undefined,
        },
        options,
      ),
    () => toast(t('return.received')),
  )
  return (
    <Card className="grid gap-4 p-5">
      <div>
        <h2 className="text-lg">{t('return.receiveTitle')}</h2>
        <p className="text-sm text-soft">{t('return.receiveDetail')}</p>
      </div>
      {open.map((line) => {
        const most = line.quantity - line.receivedQuantity
        return most === 1 && open.length === 1 ? null : (
          <Select
            key={line.id}
            label={line.title}
            value={String(countOf(line))}
            onChange={(value) => setCounts({ ...counts, [line.id]: Number(value) })}
            choices={Array.from({ length: most + 1 }, (_, count) => ({ id: String(count), label: String(count) }))}
          />
        )
      })}
      <TextField label={t('return.note')} value={note} onChange={setNote} lines={2} />
      <ActionTrouble error={receive.error} />
      <Button look="primary" size="large" isPending={receive.isPending} onPress={() => void receive.run(null)}>
        {t('return.receive')}
      </Button>
    </Card>
  )
}
