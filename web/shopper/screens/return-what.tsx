import type { WayBack } from '#contract/returns'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Banknote from 'lucide-react/icons/banknote'
import House from 'lucide-react/icons/house'
import Package from 'lucide-react/icons/package'
import QrCode from 'lucide-react/icons/qr-code'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import Shirt from 'lucide-react/icons/shirt'
import Store from 'lucide-react/icons/store'
import Truck from 'lucide-react/icons/truck'
import Wallet from 'lucide-react/icons/wallet'
import { type ReactNode, useEffect, useState } from 'react'
import { useMethodLabel } from '../../parts/method-label.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { returnQuoteQuery } from '../data.ts'
import { chosenItems, requestOf, type Resolution, resolutionsFor, variantsInstead } from '../return-answers.ts'
import { useShopper } from '../text.ts'
import { TapChoice } from './return-choice.tsx'
import type { StepProps } from './return-flow.tsx'

const faces: Record<Resolution, ReactNode> = {
  refund: <Banknote />,
  replacement: <RefreshCw />,
  exchange: <Shirt />,
  store_credit: <Wallet />,
}

/** Money back, the same again, another one, or store credit: each with what it comes to. */
export function ReturnWhat({ returnable, answers, onAnswer }: StepProps) {
  const { t, format } = useShopper()
  const methodLabel = useMethodLabel()
  const possible = resolutionsFor(chosenItems(answers, returnable), answers.why)
  const quote = useQuery(
    returnQuoteQuery(requestOf({ ...answers, what: 'refund', how: undefined, point: undefined }, returnable)),
  ).data
  const amount = quote && format.money(quote.refund)
  const to = quote && quote.perTender.length === 1 ? methodLabel(quote.perTender[0]?.label ?? '') : undefined
  const details: Record<Resolution, string> = {
    refund: amount
      ? to
        ? t('return.what.refundTo', { amount, method: iso(to) })
        : t('return.what.refundAll', { amount })
      : ' ',
    replacement: t('return.what.replacementDetail'),
    exchange: t('return.what.exchangeDetail'),
    store_credit: amount ? t('return.what.creditDetail', { amount }) : ' ',
  }
  return (
    <div className="grid gap-2.5">
      {possible.map((what) => (
        <TapChoice
          key={what}
          icon={faces[what]}
          label={t(`return.what.${what}`)}
          detail={details[what]}
          isChosen={answers.what === what || undefined}
          onPress={() => onAnswer({ what, to: undefined })}
        />
      ))}
    </div>
  )
}

/** Which one instead, each with the difference. */
export function ReturnVariant({ returnable, answers, onAnswer, itemId }: StepProps & { itemId?: string }) {
  const { t, format } = useShopper()
  const chosen = chosenItems(answers, returnable)
  const item = chosen.find((one) => one.item.itemId === itemId)?.item ?? chosen[0]?.item
  if (!item) return null
  const difference = (amount: { amountMinor: number; currency: string }) => {
    const absolute = format.money({ ...amount, amountMinor: Math.abs(amount.amountMinor) })
    if (amount.amountMinor === 0) return t('exchange.same')
    return amount.amountMinor > 0 ? t('return.to.more', { amount: absolute }) : t('exchange.less', { amount: absolute })
  }
  const all = variantsInstead(item)
  const some = all.filter((variant) => variant.available)
  const gone = all.filter((variant) => !variant.available)
  const name = (variant: (typeof all)[number]) => Object.values(variant.options).join(' · ') || variant.title
  return (
    <div className="grid gap-5">
      <p>
        <bdi className="font-[540]">{item.title}</bdi>{' '}
        <span className="text-soft">{t('return.to.now', { name: Object.values(item.options).join(' · ') })}</span>
      </p>
      <div className="grid gap-2.5">
        {some.map((variant) => (
          <TapChoice
            key={variant.id}
            label={<bdi>{name(variant)}</bdi>}
            detail={difference(variant.difference)}
            isChosen={answers.to?.[item.itemId] === variant.id || undefined}
            onPress={() => onAnswer({ to: { ...answers.to, [item.itemId]: variant.id } })}
          />
        ))}
      </div>
      {gone.length > 0 && (
        <p className="text-[0.9375rem] text-soft">{t('return.to.gone', { names: format.list(gone.map(name)) })}</p>
      )}
    </div>
  )
}

export const wayFaces: Record<WayBack['method'], ReactNode> = {
  drop_off: <QrCode />,
  locker: <QrCode />,
  label: <Package />,
  pickup: <Truck />,
  store: <Store />,
  keep: <House />,
}

/** How it comes back: the recommended free way first. */
export function ReturnHow({ returnable, answers, onAnswer }: StepProps) {
  const { t } = useShopper()
  const quote = useQuery(returnQuoteQuery(requestOf({ ...answers, how: undefined, point: undefined }, returnable)))
  const only =
    quote.data &&
    (quote.data.method === 'keep' ? 'keep' : quote.data.ways.length === 1 ? quote.data.ways[0]?.method : undefined)
  const nearest = quote.data?.ways.find((way) => way.method === only)?.nearest?.id
  const isAsked = answers.step === 'how'
  useEffect(() => {
    if (only && only !== 'pickup' && !isAsked) onAnswer({ how: only, point: nearest }, { passesBy: true })
    // Goes on once, when it turns out that there is nothing to choose.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [only, isAsked])
  if (quote.isError) return <PageTrouble isPart error={quote.error} onRetry={() => void quote.refetch()} />
  if (!quote.data) return <SkeletonRows rows={3} height="h-20" label={t('common.loading')} />
  return (
    <Ways
      ways={quote.data.ways}
      chosen={answers.how}
      onChoose={(way) =>
        way.method === 'pickup' && way.pickupSlots.length > 0
          ? onAnswer({ how: 'pickup', point: undefined, step: 'slot' })
          : onAnswer({ how: way.method, point: way.nearest?.id, slot: undefined })
      }
    >
      {quote.data.ways.some((way) => way.nearest) && (
        <Link
          to="/orders/$orderId/return"
          params={{ orderId: returnable.orderId }}
          search={{ ...answers, step: 'point' }}
          className={buttonClass({ look: 'quiet' })}
        >
          {t('return.how.points')}
        </Link>
      )}
    </Ways>
  )
}

/** More than these are a tap away: who sees five answers reads none. */
const mostAtOnce = 3

/** The ways that are offered, by a tap. */
export function Ways({
  ways,
  chosen,
  onChoose,
  children,
}: {
  ways: readonly WayBack[]
  chosen?: string
  onChoose: (way: WayBack) => void
  children?: ReactNode
}) {
  const { t, format } = useShopper()
  const distance = useDistance()
  const [showsAll, setShowsAll] = useState(false)
  const sorted = [...ways].sort((one, other) => Number(other.recommended) - Number(one.recommended))
  const first = sorted.slice(0, mostAtOnce)
  const hides = !showsAll && sorted.length > mostAtOnce && (!chosen || first.some((way) => way.method === chosen))
  const shown = hides ? first : sorted
  return (
    <div className="grid gap-2.5">
      {shown.map((way) => (
        <TapChoice
          key={way.method}
          icon={wayFaces[way.method]}
          label={t(`returnWay.${way.method}`)}
          mark={way.recommended && ways.length > 1 ? t('return.how.easiest') : undefined}
          detail={
            <>
              {t(
                way.method === 'drop_off' && way.needsBox
                  ? 'returnWay.drop_off.boxed'
                  : `returnWay.${way.method}.detail`,
              )}
              {way.nearest && (
                <span className="block">
                  <bdi>{way.nearest.name}</bdi>
                  {way.nearest.distanceMeters !== null && ` · ${distance(way.nearest.distanceMeters)}`}
                </span>
              )}
            </>
          }
          end={way.fee.amountMinor === 0 ? t('return.how.free') : format.money(way.fee)}
          isChosen={chosen === way.method || undefined}
          onPress={() => onChoose(way)}
        />
      ))}
      {hides && (
        <Button look="quiet" onPress={() => setShowsAll(true)}>
          {t('return.how.more', { count: sorted.length - shown.length })}
        </Button>
      )}
      {children}
    </div>
  )
}

/** "0.4 mi" or "600 m", as the language's readers measure. */
export function useDistance() {
  const { format, locale } = useShopper()
  return (meters: number) => {
    if (locale === 'en')
      return format.number(meters / 1609.344, { style: 'unit', unit: 'mile', maximumFractionDigits: 1 })
    return meters < 1000
      ? format.number(Math.round(meters / 10) * 10, { style: 'unit', unit: 'meter' })
      : format.number(meters / 1000, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 })
  }
}

/** Keeps a name together where the language runs the other way. */
export function iso(text: string) {
  return `\u2068${text}\u2069`
}
