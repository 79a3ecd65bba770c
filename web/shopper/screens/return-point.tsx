import type { DropOffPoint } from '#contract/returns'
import { useQuery } from '@tanstack/react-query'
import { AddressInline } from '../../parts/address-lines.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { pointsQuery, returnQuoteQuery } from '../data.ts'
import { requestOf } from '../return-answers.ts'
import { useShopper } from '../text.ts'
import { TapChoice } from './return-choice.tsx'
import type { StepProps } from './return-flow.tsx'
import { useDistance, wayFaces } from './return-what.tsx'

/** Where it can be brought, nearest first, with hours in words; no map is needed to choose. */
export function ReturnPoint({ returnable, answers, onAnswer }: StepProps) {
  const quote = useQuery(returnQuoteQuery(requestOf({ ...answers, how: undefined, point: undefined }, returnable))).data
  return (
    <Points
      near={returnable.orderId}
      kinds={quote?.ways.map((way) => way.method)}
      chosen={answers.point}
      onChoose={(point) => onAnswer({ how: point.kind, point: point.id, slot: undefined })}
    />
  )
}

export function Points({
  near,
  returnId,
  kinds,
  chosen,
  onChoose,
}: {
  near: string
  returnId?: string
  /** Ways that are offered; a point of another kind cannot be chosen. */
  kinds?: readonly string[]
  chosen?: string
  onChoose: (point: DropOffPoint) => void
}) {
  const { t } = useShopper()
  const points = useQuery(pointsQuery({ near, limit: 20, ...(returnId ? { return: returnId } : {}) }))
  if (points.isError) return <PageTrouble isPart error={points.error} onRetry={() => void points.refetch()} />
  if (!points.data || !kinds) return <SkeletonRows rows={4} height="h-20" label={t('common.loading')} />
  const shown = points.data.data.filter((point) => kinds.includes(point.kind))
  if (shown.length === 0) return <Notice title={t('return.point.none')}>{t('return.point.noneDetail')}</Notice>
  return (
    <div className="grid gap-2.5">
      {shown.map((point) => (
        <TapChoice
          key={point.id}
          icon={wayFaces[point.kind]}
          label={<bdi>{point.name}</bdi>}
          detail={<PointDetail point={point} />}
          isChosen={chosen === point.id || undefined}
          onPress={() => onChoose(point)}
        />
      ))}
    </div>
  )
}

/** Address, distance and hours of a point. */
export function PointDetail({ point }: { point: DropOffPoint }) {
  const { t, locale } = useShopper()
  const distance = useDistance()
  const hours =
    locale === 'en' && point.hoursWords
      ? point.hoursWords
      : point.openNow === null
        ? null
        : t(point.openNow ? 'return.point.open' : 'return.point.closed')
  return (
    <>
      {point.address && (
        <span className="block">
          <AddressInline address={point.address} />
        </span>
      )}
      <span className="block">
        {[point.distanceMeters === null ? null : distance(point.distanceMeters), hours].filter(Boolean).join(' · ')}
      </span>
    </>
  )
}

/** The hours of the next seven days, for who does not go at once. */
export function PointHours({ point }: { point: DropOffPoint }) {
  const { t, format } = useShopper()
  // What is always open has said so already.
  if (point.hours.every(({ opens, closes }) => isAllDay(opens, closes))) return null
  const clock = new Intl.DateTimeFormat(format.tag, { timeStyle: 'short', timeZone: 'UTC' })
  const time = (day: string, at: string) => clock.format(new Date(`${day}T${at}Z`))
  return (
    <details className="mt-1 text-[0.9375rem]">
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">{t('return.point.hours')}</summary>
      <dl className="grid gap-1 pb-1">
        {point.hours.map(({ day, opens, closes }, index) => (
          <div key={`${day} ${index}`} className="flex justify-between gap-4">
            <dt className="text-soft">{format.shortDay(`${day}T12:00:00Z`)}</dt>
            <dd className="tabular">
              {!opens || !closes
                ? t('return.point.closedDay')
                : isAllDay(opens, closes)
                  ? t('return.point.allDay')
                  : `${time(day, opens)} – ${time(day, closes)}`}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function isAllDay(opens: string | null, closes: string | null) {
  return opens === '00:00' && (closes === '24:00' || closes === '00:00')
}

/** When somebody comes for it. */
export function ReturnSlot({ returnable, answers, onAnswer }: StepProps) {
  const { t } = useShopper()
  const quote = useQuery(returnQuoteQuery(requestOf({ ...answers, how: undefined, slot: undefined }, returnable)))
  if (quote.isError) return <PageTrouble isPart error={quote.error} onRetry={() => void quote.refetch()} />
  if (!quote.data) return <SkeletonRows rows={4} height="h-16" label={t('common.loading')} />
  const slots = quote.data.ways.find((way) => way.method === 'pickup')?.pickupSlots ?? []
  return <Slots slots={slots} onChoose={(slot) => onAnswer({ how: 'pickup', slot, point: undefined })} />
}

export function Slots({
  slots,
  onChoose,
}: {
  slots: readonly { from: string; until: string }[]
  onChoose: (slot: string) => void
}) {
  const { format } = useShopper()
  return (
    <div className="grid gap-2.5">
      {slots.map((slot) => (
        <TapChoice
          key={slot.from}
          label={format.day(slot.from)}
          detail={`${format.time(slot.from)} – ${format.time(slot.until)}`}
          onPress={() => onChoose(`${slot.from}~${slot.until}`)}
        />
      ))}
    </div>
  )
}
