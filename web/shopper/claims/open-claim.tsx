import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import CircleSlash from 'lucide-react/icons/circle-slash'
import { useState } from 'react'
import { type CallError, call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ClaimTrouble } from '../../parts/claims/claim-trouble.tsx'
import { isolated, useClaimText } from '../../parts/claims/text.ts'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { orderQuery } from '../data.ts'
import { AskPerson } from '../screens/ask-person.tsx'
import { PageHead } from '../screens/page-head.tsx'
import { useShopper } from '../text.ts'
import { amountOf } from '../../parts/claims/amount-of.ts'

type Request = Input<'POST /claims'>
const grounds = ['return_refused', 'refund_not_paid', 'overcharged'] as const

/** "Get this put right" for what is no problem with the thing itself: one button, and nothing asked that the order says. */
export function OpenClaim() {
  const { orderId } = useParams({ from: '/known/orders/$orderId/claim' })
  const { t } = useShopper()
  const order = useQuery(orderQuery(orderId))
  if (order.isError) return <PageTrouble error={order.error} onRetry={() => void order.refetch()} />
  if (!order.data) return <SkeletonRows rows={1} height="h-56" label={t('common.loading')} />
  return <OpenView order={order.data} />
}

function OpenView({ order }: { order: Order }) {
  const { t, format } = useClaimText()
  const { item: itemId, ground: wanted } = useSearch({ from: '/known/orders/$orderId/claim' })
  const navigate = useNavigate()
  const [amount, setAmount] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [note, setNote] = useState('')
  const item = order.items.find((each) => each.id === itemId)
  const action = (item ?? order).allowed.find((each) => each.action === 'claim')
  const ground = grounds.find((each) => action?.kinds?.includes(each) && (!wanted || wanted === each))
  const open = useAction(
    (request: Request, options) => call('POST /claims', request, options),
    (made) => navigate({ to: '/claims/$claimId', params: { claimId: made.id }, replace: true }),
  )
  if (!ground)
    return (
      <Card>
        <Notice
          level="h1"
          icon={<CircleSlash aria-hidden="true" />}
          title={t('open.notNow')}
          actions={
            <Link to="/orders/$orderId" params={{ orderId: order.id }} className={buttonClass()}>
              {t('open.toOrder')}
            </Link>
          }
        >
          {t('open.notNowWords')}
        </Notice>
      </Card>
    )
  const about = item ?? order.items.find((each) => each.seller !== null)
  const asksAmount = ground === 'overcharged' && !action?.amount
  const currency = order.currency
  const send = () => {
    const tooMuch = asksAmount ? amountOf(amount, currency, format.tag) : null
    setMissing(asksAmount && tooMuch === null)
    if (asksAmount && tooMuch === null) return
    void open.run({
      ...(item ? { item: item.id } : { order: order.id }),
      ground,
      ...(tooMuch === null ? {} : { tooMuch: { amountMinor: tooMuch, currency } }),
      ...(note.trim() ? { note: note.trim() } : {}),
    })
  }
  const there = aboutOf(open.error)
  const most =
    open.error?.code === 'amount_too_high' ? (open.error.details?.most as Order['total'] | undefined) : undefined
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={order.id} orderReference={order.reference} title={t('open.title')}>
        <p className="text-lg text-soft">{t(`open.${ground}`, { seller: isolated(about?.seller?.name ?? '') })}</p>
      </PageHead>
      <div className="grid gap-6">
        <Card className="grid gap-5 p-5 sm:p-6">
          {item && (
            <div className="flex items-center gap-4">
              <ProductPicture url={item.imageUrl} category={item.category} className="size-14" />
              <p className="min-w-0 font-[540]">
                <bdi>{item.title}</bdi>
                <span className="block text-[0.9375rem] font-normal text-soft">{t(`ground.${ground}`)}</span>
              </p>
            </div>
          )}
          {action?.amount && <p>{t('open.shown', { amount: format.money(action.amount) })}</p>}
          {asksAmount && (
            <TextField
              label={t('open.amount')}
              hint={t('open.amountHint', { currency, total: format.money(order.total) })}
              inputMode="decimal"
              dir="ltr"
              value={amount}
              onChange={setAmount}
              isRequired
              problem={
                isMissing ? t('open.amountMissing') : most && t('open.amountTooHigh', { amount: format.money(most) })
              }
            />
          )}
          <Button look="primary" size="large" wide isPending={open.isPending} onPress={send}>
            {action?.amount ? t('open.sendAmount', { amount: format.money(action.amount) }) : t('open.send')}
          </Button>
          <ClaimTrouble
            error={most ? null : open.error}
            end={
              there && (
                <Link to={there.to} className={buttonClass({ size: 'small' })}>
                  {t('open.there')}
                </Link>
              )
            }
          />
        </Card>
        <div className="overflow-hidden rounded-xl border border-line">
          <Disclosure title={t('open.note')}>
            <TextField
              label={t('form.words')}
              hint={t('form.optional')}
              lines={3}
              maxLength={2000}
              value={note}
              onChange={setNote}
            />
          </Disclosure>
        </div>
        <AskPerson orderReference={order.reference} orderId={order.id} />
      </div>
    </div>
  )
}

/** Where the matter stands that is in the way. */
function aboutOf(error: CallError | null): { to: string } | null {
  const about = error?.details?.about as { kind: string; id: string } | undefined
  const places: Record<string, string> = { claim: 'claims', problem: 'problems', return: 'returns' }
  const place = about && places[about.kind]
  return place ? { to: `/${place}/${about.id}` } : null
}
