import type { Change } from '#contract/changes'
import type { Address } from '#contract/customers'
import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { AddressFields } from '../../parts/address-fields.tsx'
import { AddressLines } from '../../parts/address-lines.tsx'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { meQuery, orderQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { ChangeDone, ChangePreview } from './change-result.tsx'
import { PageHead } from './page-head.tsx'

/** Another address for an order that has not left yet: one of the known ones in a tap, or a new one. */
export function ChangeAddress() {
  const { t } = useShopper()
  const { orderId } = useParams({ from: '/known/orders/$orderId/address' })
  const order = useQuery(orderQuery(orderId))
  if (order.isError) return <PageTrouble error={order.error} onRetry={() => void order.refetch()} />
  if (!order.data) return <SkeletonRows rows={1} height="h-72" label={t('common.loading')} />
  return <Form order={order.data} />
}

function Form({ order }: { order: Order }) {
  const { t } = useShopper()
  const known = (useQuery(meQuery).data?.addresses ?? []).filter(
    (address) => address.line1 !== order.shippingAddress.line1 && address.country === order.shippingAddress.country,
  )
  const [choice, setChoice] = useState('new')
  const [address, setAddress] = useState<Address>(() => withoutGeo(order.shippingAddress))
  const [shown, setShown] = useState<Change | null>(null)
  const [done, setDone] = useState<Change | null>(null)
  const wanted = choice === 'new' ? address : withoutGeo(known.find((one) => one.id === choice) ?? address)
  const ask = (isConfirmed: boolean) => (to: Address, options: { idempotencyKey: string }) =>
    call('POST /changes', { order: order.id, kind: 'address', address: to, confirm: isConfirmed }, options)
  const preview = useAction(ask(false), setShown)
  const confirm = useAction(ask(true), setDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void preview.run(wanted)
  }
  const edit = (next: Address) => {
    setAddress(next)
    setShown(null)
  }
  if (done) return <ChangeDone change={done} order={order} />
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={order.id} orderReference={order.reference} title={t('address.title')} />
      <form noValidate onSubmit={submit} className="grid gap-6">
        <Card className="grid gap-5 p-5 sm:p-6">
          {known.length > 0 && (
            <ChoiceList
              label={t('address.which')}
              value={choice}
              onChange={(id) => {
                setChoice(id)
                setShown(null)
              }}
              choices={[
                ...known.map((one) => ({
                  id: one.id,
                  label: one.line1,
                  detail: [one.city, one.postalCode].join(', '),
                })),
                { id: 'new', label: t('address.other') },
              ]}
            />
          )}
          {choice === 'new' && (
            <AddressFields address={address} onChange={edit} problem={preview.error} isCountryFixed />
          )}
          {!shown && (
            <Button type="submit" look="primary" size="large" isPending={preview.isPending}>
              {t('address.check')}
            </Button>
          )}
          {preview.error && !preview.error.param && <ActionTrouble error={preview.error} />}
        </Card>
        {shown && (
          <>
            <Card className="p-5">
              <p className="mb-1 text-sm text-soft">{t('address.new')}</p>
              <AddressLines address={shown.address ?? wanted} />
            </Card>
            <ChangePreview
              change={shown}
              error={confirm.error}
              isPending={confirm.isPending}
              onConfirm={() => void confirm.run(wanted)}
              orderId={order.id}
            />
          </>
        )}
      </form>
    </div>
  )
}

function withoutGeo({ name, line1, line2, city, region, postalCode, country }: Address): Address {
  return { name, line1, line2, city, region, postalCode, country }
}
