import type { ReturnQuote } from '#contract/returns'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { call, CallError } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useMethodLabel } from '../../parts/method-label.ts'
import { MoneyBackPlan } from '../../parts/money-back.tsx'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { pointsQuery, returnQuery, returnQuoteQuery } from '../data.ts'
import { chosenItems, requestOf, resolutionsFor, type Step } from '../return-answers.ts'
import { useShopper } from '../text.ts'
import type { StepProps } from './return-flow.tsx'
import { iso } from './return-what.tsx'

/** Everything before the tap: what, why, how, the fee, each amount with its day; every answer can be changed. */
export function ReturnCheck({ returnable, answers }: StepProps) {
  const { t, has, locale, format } = useShopper()
  const request = requestOf(answers, returnable)
  const choices = resolutionsFor(chosenItems(answers, returnable), answers.why)
  const quote = useQuery(returnQuoteQuery(request))
  const queries = useQueryClient()
  const navigate = useNavigate()
  const send = useAction(
    (shown: ReturnQuote, options) =>
      call(
        'POST /returns',
        { ...request, quote: { refund: shown.refund, fee: shown.fee, charge: shown.charge } },
        options,
      ),
    (made) => {
      queries.setQueryData(returnQuery(made.id).queryKey, made)
      return navigate({ to: '/returns/$returnId', params: { returnId: made.id }, search: { done: true } })
    },
  )
  const [before, setBefore] = useState<ReturnQuote | null>(null)
  const changed = send.error instanceof CallError && send.error.code === 'quote_changed' ? send.error : null
  useEffect(() => {
    const now = changed?.details?.quote as ReturnQuote | undefined
    if (now) queries.setQueryData(returnQuoteQuery(request).queryKey, now)
    // Once for each refusal: it carries the figures as they are now.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [changed])
  if (quote.isError)
    return (
      <Stuck error={quote.error} onRetry={() => void quote.refetch()} answers={answers} orderId={returnable.orderId} />
    )
  if (!quote.data) return <SkeletonRows rows={3} height="h-24" label={t('common.loading')} />
  const shown = quote.data
  const confirm = () => {
    setBefore(shown)
    void send.run(shown)
  }
  const change = (step: Step, about?: string) => (
    <Link
      to="/orders/$orderId/return"
      params={{ orderId: returnable.orderId }}
      search={{ ...answers, step, about }}
      className="link inline-flex min-h-11 items-center"
    >
      {t('return.check.change')}
      <span className="sr-only"> {t(`return.check.${step as 'items'}`)}</span>
    </Link>
  )
  const reason = (line: ReturnQuote['lines'][number]) => {
    const key = `returnReason.${line.reason}`
    return preferServerWords(locale, line.reasonWords, has(key) ? t(key) : null)
  }
  return (
    <div className="grid gap-5">
      <Card className="divide-y divide-line">
        {shown.lines.map((line, index) => (
          <div key={`${line.itemId} ${index}`} className="flex gap-4 p-5">
            <ProductPicture url={line.imageUrl} className="size-16" />
            <div className="min-w-0 flex-1">
              <p className="font-[540]">
                {line.quantity > 1 && `${format.number(line.quantity)} × `}
                <bdi>{line.title}</bdi>
              </p>
              <p className="text-[0.9375rem] text-soft">{reason(line)}</p>
              {line.exchange && (
                <p className="flex flex-wrap items-baseline gap-x-3 text-[0.9375rem]">
                  {t('return.check.instead', {
                    name: iso(Object.values(line.exchange.options).join(' · ') || line.exchange.title),
                  })}
                  {change('to', line.itemId)}
                </p>
              )}
              {line.keep && <p className="text-[0.9375rem] text-accent-ink">{t('return.check.keep')}</p>}
              {line.late && (
                <p className="text-[0.9375rem] text-warn">
                  {t('return.check.late', { amount: format.money(line.late.amount), percent: line.late.percent })}
                </p>
              )}
            </div>
            <div className="grid content-start justify-items-end">{change('why', line.itemId)}</div>
          </div>
        ))}
        {returnable.items.some((item) => returnable.items.length > 1 || item.quantity > 1) && (
          <Link
            to="/orders/$orderId/return"
            params={{ orderId: returnable.orderId }}
            search={{ ...answers, step: 'items', about: undefined }}
            className="flex min-h-12 items-center px-5 text-[0.9375rem] hover:bg-accent-wash"
          >
            {t('return.check.moreItems')}
          </Link>
        )}
        <Row label={t('return.check.what')} change={choices.length > 1 && change('what')}>
          {t(`return.what.${request.resolution ?? 'refund'}`)}
        </Row>
        {shown.method !== 'keep' && shown.method !== 'none' && (
          <Row label={t('return.check.how')} change={change('how')}>
            {t(`returnWay.${shown.method}`)}
            <Where quote={shown} answers={answers} orderId={returnable.orderId} />
            <span className="block text-[0.9375rem] font-normal text-soft">
              {t('return.check.handOver', { day: format.day(shown.handOverBy) })}
            </span>
          </Row>
        )}
        <div className="grid gap-3 p-5">
          {shown.fee.amountMinor > 0 && (
            <p className="flex justify-between gap-4">
              <span className="text-soft">{t('return.check.fee')}</span>
              <span className="tabular">−{format.money(shown.fee)}</span>
            </p>
          )}
          {shown.perTender.length > 0 && <MoneyBackPlan methods={shown.perTender} />}
          {shown.charge.amountMinor > 0 && (
            <p className="flex justify-between gap-4 font-[560]">
              <span>{t('return.check.pay')}</span>
              <span className="tabular">{format.money(shown.charge)}</span>
            </p>
          )}
          <p className="text-[0.9375rem] text-soft">
            {shown.replacementBy
              ? t('return.check.newBy', { day: format.day(shown.replacementBy) })
              : preferServerWords(
                  locale,
                  shown.refundAtWords,
                  has(`returnMoment.${shown.refundAt}`)
                    ? t(`returnMoment.${shown.refundAt}` as 'returnMoment.receipt')
                    : null,
                )}
          </p>
        </div>
      </Card>
      {shown.needsPerson && (
        <Banner tone="note">
          <p>{t('return.check.person', { day: format.dayAndTime(shown.needsPerson.approveBy) })}</p>
        </Banner>
      )}
      {changed ? (
        <Banner tone="note" role="alert" title={t('return.check.changed')}>
          <p>{t('return.check.changedDetail', figures(before ?? shown, shown, format.money))}</p>
        </Banner>
      ) : (
        <ActionTrouble error={send.error} onRetry={confirm} />
      )}
      <div className="sticky bottom-0 -mx-1 bg-canvas/90 px-1 py-3 backdrop-blur-sm">
        <Button look="primary" size="large" wide isPending={send.isPending} onPress={confirm}>
          <span className="block text-balance">
            <ConfirmWords quote={shown} resolution={request.resolution ?? 'refund'} />
          </span>
        </Button>
      </div>
    </div>
  )
}

/** What has changed, as it was and as it is. */
function figures(before: ReturnQuote, now: ReturnQuote, money: (amount: ReturnQuote['fee']) => string) {
  const part = (['refund', 'charge', 'fee'] as const).find((one) => before[one].amountMinor !== now[one].amountMinor)
  return { before: money(before[part ?? 'refund']), now: money(now[part ?? 'refund']) }
}

function ConfirmWords({ quote, resolution }: { quote: ReturnQuote; resolution: string }) {
  const { t, format } = useShopper()
  const methodLabel = useMethodLabel()
  const to = quote.perTender.length === 1 ? methodLabel(quote.perTender[0]?.label ?? '') : undefined
  const amount = format.money(quote.refund)
  if (quote.needsPerson) return t('return.go.ask')
  if (resolution === 'exchange' || resolution === 'replacement') {
    if (quote.charge.amountMinor > 0) return t('return.go.pay', { amount: format.money(quote.charge) })
    if (quote.refund.amountMinor > 0) return t('return.go.back', { amount })
    return t(resolution === 'exchange' ? 'return.go.exchange' : 'return.go.replacement')
  }
  if (resolution === 'store_credit') return t('return.go.credit', { amount })
  if (quote.method === 'keep') return t('return.go.keep', { amount })
  return to ? t('return.go.to', { amount, method: iso(to) }) : t('return.go.all', { amount })
}

function Where({ quote, answers, orderId }: { quote: ReturnQuote; answers: StepProps['answers']; orderId: string }) {
  const { format } = useShopper()
  const points = useQuery({ ...pointsQuery({ near: orderId, limit: 20 }), enabled: Boolean(answers.point) }).data
  const chosen = points?.data.find((point) => point.id === answers.point)
  const name = chosen?.name ?? quote.ways.find((way) => way.method === quote.method)?.nearest?.name
  const [from, until] = answers.slot?.split('~') ?? []
  if (quote.method === 'pickup' && from && until)
    return (
      <span className="block">
        {format.day(from)}, {format.time(from)} – {format.time(until)}
      </span>
    )
  return name ? (
    <span className="block">
      <bdi>{name}</bdi>
    </span>
  ) : null
}

function Row({ label, change, children }: { label: string; change: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-start justify-between gap-4 p-5">
      <div className="min-w-0">
        <p className="text-sm text-soft">{label}</p>
        <div className="font-[540]">{children}</div>
      </div>
      {change}
    </div>
  )
}

/** What stands in the way, with the page where it can be answered differently. */
function Stuck({
  error,
  onRetry,
  answers,
  orderId,
}: {
  error: unknown
  onRetry: () => void
  answers: StepProps['answers']
  orderId: string
}) {
  const { t } = useShopper()
  return (
    <div className="grid gap-4">
      <PageTrouble isPart error={error} onRetry={onRetry} />
      <Link
        to="/orders/$orderId/return"
        params={{ orderId }}
        search={{ ...answers, how: undefined, point: undefined, slot: undefined, step: 'what' }}
        className="link justify-self-center"
      >
        {t('return.check.otherWay')}
      </Link>
    </div>
  )
}
