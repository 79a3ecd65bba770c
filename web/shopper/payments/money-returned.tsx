import { Link } from '@tanstack/react-router'
import { useMethodLabel } from '../../parts/method-label.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { useShopper } from '../text.ts'
import type { Payments } from './data.ts'
import { Reference } from './reference.tsx'

type Refund = Payments['refunds'][number]
type Way = Refund['ways'][number]

const tones: Record<Way['state'], Tone> = { asked: 'note', with_bank: 'note', arrived: 'good', not_arrived: 'bad' }

/** Refunds, and for each where its money is. */
export function MoneyReturned({
  title,
  detail,
  refunds,
  payments,
}: {
  title: string
  detail?: string
  refunds: Refund[]
  payments: Payments
}) {
  const { t, format } = useShopper()
  return (
    <Card aria-label={title}>
      <CardHead title={title} detail={detail} />
      <ul className="mt-2 divide-y divide-line">
        {refunds.map((refund) => (
          <li key={refund.id} className="grid gap-3 px-5 py-4">
            <div className="flex items-baseline justify-between gap-4">
              <span className="min-w-0 text-[0.9375rem] text-soft">
                {refund.lines.length > 0
                  ? refund.lines.map((line) => line.title).join(', ')
                  : t(
                      refund.isElsewhere
                        ? 'payments.elsewhere'
                        : refund.isOnTop
                          ? 'payments.gift'
                          : 'payments.partBack',
                    )}
              </span>
              <span className="tabular font-[580]">{format.money(refund.amount)}</span>
            </div>
            {refund.ways.map((way) => (
              <WayBack key={way.id} way={way} canChoose={refund.canTakeAnotherWay} orderId={payments.order.id} />
            ))}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function WayBack({ way, canChoose, orderId }: { way: Way; canChoose: boolean; orderId: string }) {
  const { t, format } = useShopper()
  const methodLabel = useMethodLabel()
  const label = way.to === 'store_credit' ? t('payments.storeCredit') : methodLabel(way.label) || t('payments.yourCard')
  const isDone = way.state === 'arrived' && way.isBalance
  const key = isDone ? 'payments.way.there' : (`payments.way.${way.state}` as const)
  return (
    <div className="grid gap-1 rounded-lg bg-canvas px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-[560]">
          <bdi>{label}</bdi>
        </span>
        <Badge tone={tones[way.state]}>{t(`payments.state.${way.state}`)}</Badge>
      </div>
      <p className="text-sm text-soft">
        {t(key, {
          amount: format.money(way.amount),
          day: format.date(way.settledAt ?? way.askedAt),
          by: way.arrivesBy ? format.day(way.arrivesBy) : 'none',
        })}
      </p>
      {way.state === 'not_arrived' && (
        <p className="text-sm">
          {way.madeGoodBy ? (
            t('payments.madeGood')
          ) : (
            <Link
              to={canChoose ? '/orders/$orderId' : '/contact'}
              params={{ orderId }}
              search={canChoose ? {} : { order: orderId }}
              className="link inline-flex min-h-11 items-center"
            >
              {t(canChoose ? 'payments.choose' : 'payments.askPerson')}
            </Link>
          )}
        </p>
      )}
      {way.reference && !way.isBalance && <Reference text={way.reference} />}
    </div>
  )
}
