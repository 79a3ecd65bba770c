import type { DeliveryProofRow, ShipmentRow } from './tables.ts'
import { localDate } from '#platform/time'
import { dayInWords } from '#platform/words'
import type { ScanStatus } from './contract.ts'
import { promiseStateOf } from './rules-scans.ts'

/** As much of a parcel as words need. */
export type ParcelFacts = Pick<
  ShipmentRow,
  'state' | 'state_at' | 'delivered_at' | 'promised_deliver_by' | 'promise_kind' | 'shipped_at'
>

export interface WordsContext {
  now: Date
  /** The zone of the destination, whose calendar the shopper lives by. */
  zone: string
}

/** How a parcel stands, dates first: "Arrives Friday, November 27", "Delivered Monday, November 23 — left at the front door". */
export function parcelInWords(
  parcel: ParcelFacts,
  proof: Pick<DeliveryProofRow, 'left_at' | 'signed_by' | 'code_verified'> | undefined,
  context: WordsContext,
): string {
  const at = parcel.state_at ? dayOf(parcel.state_at, context) : null
  switch (parcel.state) {
    case 'delivered':
      return `Delivered ${parcel.delivered_at ? dayOf(parcel.delivered_at, context) : ''}`.trim() + handover(proof)
    case 'delivery_attempted':
      return `The carrier tried to deliver ${at} and will try again`
    case 'ready_for_pickup':
      return `Ready to pick up since ${at}`
    case 'returning':
      return 'On its way back to us'
    case 'returned':
      return `Back with us since ${at}`
    case 'lost':
      return 'The carrier has lost it — we’re putting it right'
    case 'damaged':
      return 'Damaged on the way — we’re putting it right'
    case 'out_for_delivery':
      return parcel.state_at && isSameDay(parcel.state_at, context.now, context.zone)
        ? 'Arrives today — it’s out for delivery'
        : arrivalInWords(parcel.promised_deliver_by, context, 'Out for delivery')
    case 'label_created':
      return arrivalInWords(
        parcel.promised_deliver_by,
        context,
        parcel.shipped_at ? 'On its way' : 'Getting ready to ship',
      )
    default:
      return arrivalInWords(parcel.promised_deliver_by, context, 'On its way')
  }
}

/** When something that is still coming will be here: its date, or that it runs late. @param without what to say when no date is known */
export function arrivalInWords(promisedBy: Date | null, context: WordsContext, without: string): string {
  if (!promisedBy) return without
  if (context.now > promisedBy) return `Running late — it was due ${dayOf(promisedBy, context)}`
  if (isSameDay(promisedBy, context.now, context.zone)) return 'Arrives today'
  return `Arrives ${dayOf(promisedBy, context)}`
}

/** One line of a parcel's timeline. */
export const scanWords: Readonly<Record<ScanStatus, string>> = {
  label_created: 'Label printed',
  accepted: 'Handed to the carrier',
  in_transit: 'On the way',
  out_for_delivery: 'Out for delivery',
  delivery_attempted: 'The carrier tried to deliver',
  ready_for_pickup: 'Ready to pick up',
  delivered: 'Delivered',
  delayed: 'Held up on the way',
  exception: 'The carrier reports a problem',
  returning: 'On its way back',
  returned: 'Back with the sender',
  lost: 'The carrier says it is lost',
  damaged: 'The carrier says it is damaged',
}

/** What happens next, and by when. Null where nothing is awaited. */
export function nextInWords(
  parcel: ParcelFacts,
  lostBy: Date | null,
  context: WordsContext,
): { words: string; by: string | null } | null {
  const promise = promiseOf(parcel, context)
  switch (parcel.state) {
    case 'delivered':
    case 'returned':
      return null
    case 'delivery_attempted':
      return { words: 'The carrier tries again, usually on the next working day.', by: null }
    case 'ready_for_pickup':
      return { words: 'Pick it up when it suits you. Bring something that shows your name.', by: null }
    case 'returning':
      return { words: 'It’s coming back to us. Tell us whether to send it again or give your money back.', by: null }
    case 'lost':
    case 'damaged':
      return { words: 'Choose a new one or your money back. You don’t have to wait for the carrier.', by: null }
    default:
      if (promise.state === 'late' && lostBy && lostBy > context.now) {
        return {
          words: `If it hasn’t moved by ${dayOf(lostBy, context)}, we’ll put it right without you asking.`,
          by: lostBy.toISOString(),
        }
      }
      if (promise.state === 'late') return { words: 'You can wait, or tell us and we’ll put it right now.', by: null }
      if (parcel.state === 'label_created' && !parcel.shipped_at)
        return { words: 'The carrier picks it up next.', by: null }
      return parcel.promised_deliver_by
        ? {
            words: `It should be with you by ${dayOf(parcel.promised_deliver_by, context)}.`,
            by: parcel.promised_deliver_by.toISOString(),
          }
        : { words: 'It’s on its way to you.', by: null }
  }
}

export function promiseOf(parcel: ParcelFacts, { now, zone }: WordsContext): ReturnType<typeof promiseStateOf> {
  return promiseStateOf({
    promisedBy: parcel.promised_deliver_by,
    kind: parcel.promise_kind,
    state: parcel.state,
    deliveredAt: parcel.delivered_at,
    attemptedAt: null,
    expectedAt: null,
    now,
    zone,
  })
}

/** A day, with its year when that is not plain from the day itself. */
export function dayOf(date: Date, { now, zone }: WordsContext): string {
  const far = Math.abs(now.getTime() - date.getTime()) > 300 * 86_400_000
  return far ? `${dayInWords(date, zone)}, ${localDate(date, zone).slice(0, 4)}` : dayInWords(date, zone)
}

function isSameDay(one: Date, other: Date, zone: string): boolean {
  return localDate(one, zone) === localDate(other, zone)
}

function handover(proof: Pick<DeliveryProofRow, 'left_at' | 'signed_by' | 'code_verified'> | undefined): string {
  if (proof?.left_at) return ` — ${leftAt(proof.left_at)}`
  if (proof?.code_verified) return ' — handed over with your code'
  return proof?.signed_by ? ` — signed for by ${proof.signed_by}` : ''
}

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^(front|back|side|main|your) (door|porch|gate|desk|step|entrance)/i, 'left at the '],
  [/^(door|porch|reception|gate|entrance|doorstep)/i, 'left at the '],
  [
    /^(mail ?box|letter ?box|parcel (box|locker)|locker|garage|shed|lobby|mail ?room|garden|safe place)/i,
    'left in the ',
  ],
  [/^(neighbou?r|resident|household member|receptionist|concierge)/i, 'left with the '],
]

function leftAt(text: string): string {
  const place = text.trim().replaceAll(/[_-]+/g, ' ')
  if (/^(left|handed|given|placed|in|at|with|on|behind)\b/i.test(place))
    return place.charAt(0).toLowerCase() + place.slice(1)
  const [, words] = PLACES.find(([form]) => form.test(place)) ?? []
  return words ? `${words}${place.toLowerCase()}` : `left: ${place}`
}
