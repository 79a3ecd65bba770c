import type { Tracking } from '#contract/deliveries'
import { Timeline, type TimelineStep } from '../ui/timeline.tsx'
import { useParts } from './text.ts'
import { preferServerWords } from './words.ts'

type Shipment = Tracking['shipments'][number]

const trouble = new Set(['delivery_attempted', 'delayed', 'exception', 'returning', 'returned', 'lost', 'damaged'])

/** A parcel's way: what happened (newest last), what happens next, by when. */
export function ParcelTimeline({ shipment }: { shipment: Shipment }) {
  const { t, has, locale, format } = useParts()
  const last = shipment.timeline.length - 1
  const steps: TimelineStep[] = shipment.timeline.map((scan, index) => {
    const key = `scan.${scan.status}`
    return {
      id: `${scan.at} ${scan.status} ${index}`,
      title: preferServerWords(locale, scan.words, has(key) ? t(key) : null),
      detail: [scan.place, scan.note].filter(Boolean).join(' · ') || undefined,
      time: <time dateTime={scan.at}>{format.moment(scan.at)}</time>,
      state: trouble.has(scan.status) && index === last ? 'trouble' : index === last && shipment.next ? 'now' : 'done',
    }
  })
  if (shipment.next) {
    steps.push({
      id: 'next',
      title: preferServerWords(locale, shipment.next.words, t('timeline.next')),
      time: shipment.next.by ? t('timeline.by', { day: format.shortDay(shipment.next.by) }) : undefined,
      state: 'next',
    })
  }
  if (steps.length === 0) steps.push({ id: 'none', title: t('timeline.nothingYet'), state: 'next' })
  return <Timeline label={t('timeline.label')} steps={steps} />
}

/** How far along a parcel is, 1 to 4, for the line at the top of the page. */
export function parcelProgress(state: Shipment['state']) {
  if (state === 'label_created') return 1
  if (state === 'delivered' || state === 'returned' || state === 'lost' || state === 'damaged') return 4
  if (state === 'out_for_delivery' || state === 'delivery_attempted' || state === 'ready_for_pickup') return 3
  return 2
}
