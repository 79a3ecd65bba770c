import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import FileText from 'lucide-react/icons/file-text'
import type { ReactNode } from 'react'
import { useMethodLabel } from '../../parts/method-label.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { BackHead } from '../screens/back-head.tsx'
import { useShopper } from '../text.ts'
import { Ask } from './ask-about.tsx'
import { orderPaymentsQuery, type Payments } from './data.ts'
import { isolated } from './isolate.ts'
import { MoneyReturned } from './money-returned.tsx'
import { Reference } from './reference.tsx'

/** One order's money: what was taken, what came back and where it is, what it cost in the end, and the papers. */
export function OrderPaymentsPage() {
  const { orderId } = useParams({ from: '/known/account/payments/$orderId' })
  const { t } = useShopper()
  const payments = useQuery(orderPaymentsQuery(orderId))
  if (payments.isError) return <PageTrouble error={payments.error} onRetry={() => void payments.refetch()} />
  if (!payments.data) return <SkeletonRows rows={3} height="h-40" label={t('common.loading')} />
  return <View payments={payments.data} />
}

function View({ payments }: { payments: Payments }) {
  const { t, format, locale } = useShopper()
  const isolate = isolated(locale)
  const { order, totals, refunds } = payments
  const given = refunds.filter((refund) => !refund.isOnTop)
  const onTop = refunds.filter((refund) => refund.isOnTop)
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
      <BackHead
        to="/account/payments"
        back={t('payments.title')}
        title={
          totals.charged.amountMinor === 0
            ? t('payments.nothingYet')
            : t('payments.paidInTheEnd', { amount: format.money(totals.paid) })
        }
      >
        <p className="flex flex-wrap items-center gap-x-4 text-soft">
          <span>
            {t('payments.orderLine', { number: isolate(order.reference), day: isolate(format.date(order.placedAt)) })}
          </span>
          <Link to="/orders/$orderId" params={{ orderId: order.id }} className="link inline-flex min-h-11 items-center">
            {t('payments.toOrder')}
          </Link>
        </p>
      </BackHead>
      <Charges payments={payments} />
      {given.length > 0 && <MoneyReturned title={t('payments.back')} refunds={given} payments={payments} />}
      {onTop.length > 0 && (
        <MoneyReturned
          title={t('payments.onTop')}
          detail={t('payments.onTopDetail')}
          refunds={onTop}
          payments={payments}
        />
      )}
      {payments.chargebacks.map((chargeback) => (
        <Banner
          key={chargeback.id}
          tone={chargeback.state === 'open' ? 'warn' : 'note'}
          title={t(`payments.chargeback.${chargeback.state}`, { amount: format.money(chargeback.amount) })}
        >
          {t('payments.chargebackSince', { day: format.date(chargeback.openedAt) })}
        </Banner>
      ))}
      <Totals totals={totals} />
      <Papers documents={payments.documents} />
    </div>
  )
}

function Charges({ payments: { order, charges } }: { payments: Payments }) {
  const { t, format, locale } = useShopper()
  const methodLabel = useMethodLabel()
  const isolate = isolated(locale)
  return (
    <Card aria-labelledby="charges">
      <CardHead id="charges" title={t('payments.charges')} />
      {charges.length === 0 && <p className="px-5 pt-2 pb-5 text-soft">{t('payments.noCharges')}</p>}
      <ul className="mt-2 divide-y divide-line">
        {charges.map((charge) => {
          const label =
            charge.how === 'store_credit'
              ? t('payments.storeCredit')
              : methodLabel(charge.label) || t('payments.yourCard')
          const shown = charge.state === 'held' && charge.held ? charge.held : charge.amount
          return (
            <li key={charge.id} className="grid gap-1 px-5 py-4">
              <div className="flex items-baseline justify-between gap-4">
                <span className="font-[560]">
                  <bdi>{label}</bdi>
                </span>
                <span className="tabular font-[560]">{format.money(shown)}</span>
              </div>
              <p className="text-sm text-soft">
                {t(`payments.charge.${charge.state}`, { day: format.date(charge.at) })}
                {charge.kind === 'extra' && ` ${t('payments.extra', { kind: charge.about?.kind ?? 'other' })}`}
              </p>
              {charge.state === 'taken' && charge.held && (
                <p className="text-sm text-soft">{t('payments.stillHeld', { amount: format.money(charge.held) })}</p>
              )}
              {charge.reference && <Reference text={charge.reference} />}
              <Ask
                orderId={order.id}
                open={t('charge.unknown')}
                subject={t('charge.subject', { amount: format.money(shown) })}
                words={`${t('charge.unknownWords')}\n${t('charge.is.exact', {
                  number: isolate(order.reference),
                  amount: format.money(shown),
                  day: format.day(charge.at),
                  label: isolate(label),
                })}`}
              />
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

function Totals({ totals }: { totals: Payments['totals'] }) {
  const { t, format } = useShopper()
  const isSome = (amount: { amountMinor: number }) => amount.amountMinor > 0
  const less = (amount: Payments['totals']['paid']) => format.money({ ...amount, amountMinor: -amount.amountMinor })
  const rows: [label: string, amount: string, shown: boolean][] = [
    [t('payments.total.order'), format.money(totals.order), totals.order.amountMinor !== totals.charged.amountMinor],
    [t('payments.total.charged'), format.money(totals.charged), true],
    [t('payments.total.back'), less(totals.givenBack), isSome(totals.givenBack)],
    [t('payments.total.byTheBank'), less(totals.byTheBank), isSome(totals.byTheBank)],
  ]
  const notes = [
    isSome(totals.fromBalances) && t('payments.total.balances', { amount: format.money(totals.fromBalances) }),
    isSome(totals.onItsWay) && t('payments.total.onItsWay', { amount: format.money(totals.onItsWay) }),
    isSome(totals.atTheBank) && t('payments.total.atTheBank', { amount: format.money(totals.atTheBank) }),
    isSome(totals.onTop) && t('payments.total.onTop', { amount: format.money(totals.onTop) }),
  ].filter((note) => note !== false)
  return (
    <Card aria-labelledby="sum">
      <CardHead id="sum" title={t('payments.sum')} />
      <dl className="grid gap-2 px-5 pt-3 pb-4">
        {rows.map(
          ([label, amount, isShown]) =>
            isShown && (
              <Line key={label} label={label}>
                {amount}
              </Line>
            ),
        )}
        <div className="flex justify-between gap-4 border-t border-line pt-2 font-[620]">
          <dt>{t('payments.total.paid')}</dt>
          <dd className="tabular">{format.money(totals.paid)}</dd>
        </div>
      </dl>
      {notes.length > 0 && (
        <ul className="grid gap-1 border-t border-line px-5 py-4 text-[0.9375rem] text-soft">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-soft">{label}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  )
}

function Papers({ documents }: { documents: Payments['documents'] }) {
  const { t, format, locale } = useShopper()
  if (!documents.invoice && documents.creditNotes.length === 0) return null
  const row = 'flex min-h-14 items-center gap-3 px-5 py-3 text-ink no-underline hover:bg-canvas'
  const icon = <FileText className="size-5 shrink-0 text-accent-ink" strokeWidth={1.75} aria-hidden="true" />
  return (
    <Card className="overflow-hidden" aria-labelledby="papers">
      <CardHead id="papers" title={t('payments.papers')} detail={t('payments.papersDetail')} />
      <ul className="mt-3 divide-y divide-line">
        {documents.invoice && (
          <li>
            <a href={`${documents.invoice.url}?language=${locale}`} className={row}>
              {icon}
              <span className="min-w-0 flex-1">
                {documents.invoice.number
                  ? t('payments.invoiceNumber', { number: isolated(locale)(documents.invoice.number) })
                  : t('payments.invoice')}
              </span>
            </a>
          </li>
        )}
        {documents.creditNotes.map((note) => (
          <li key={note.id}>
            <a href={`${note.url}?language=${locale}`} className={row}>
              {icon}
              <span className="min-w-0 flex-1">
                {t(note.kind === 'counter' ? 'payments.counterNote' : 'payments.creditNote', {
                  number: isolated(locale)(note.number),
                })}
                <span className="block text-sm text-soft">{format.date(note.issuedAt)}</span>
              </span>
              <span className="tabular">{format.money(note.gross)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  )
}
