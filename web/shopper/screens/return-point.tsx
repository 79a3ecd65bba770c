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
