import { addDays, addHours, businessDaysAfter, endOfLocalDay } from '#platform/time'
import type { TenderKind } from '#modules/orders'

/** How long money takes by where it goes (`refund.eta.*`): business days, for prepaid cards days. */
export interface RefundTimes {
  gift: number
  credit: number
  debit: number
  bank: number
  prepaid: number
}

/** Whose business days count: the store's. */
export interface BusinessPlace {
  country: string
  zone: string
}

/** When the money is with the shopper at the latest. A card whose funding nobody knows gets the later of the two dates. */
export function expectedBy(
  from: Date,
  tender: { kind: TenderKind; label: string },
  place: BusinessPlace,
  times: RefundTimes,
): Date {
  switch (tender.kind) {
    case 'gift_card':
    case 'store_credit':
      return addHours(from, times.gift * 24)
    case 'bank':
      return inBusinessDays(from, times.bank, place)
    case 'card':
      return cardBy(from, tender.label, place, times)
    case 'paypal':
    case 'other':
      return inBusinessDays(from, Math.max(times.credit, times.debit), place)
  }
}

function cardBy(from: Date, label: string, place: BusinessPlace, times: RefundTimes): Date {
  if (/\bprepaid\b/i.test(label)) return endOfLocalDay(addDays(from, times.prepaid), place.zone)
  if (/\bdebit\b/i.test(label)) return inBusinessDays(from, times.debit, place)
  if (/\bcredit\b/i.test(label)) return inBusinessDays(from, times.credit, place)
  return inBusinessDays(from, Math.max(times.credit, times.debit), place)
}

function inBusinessDays(from: Date, days: number, place: BusinessPlace): Date {
  return endOfLocalDay(businessDaysAfter(from, Math.ceil(days), place), place.zone)
}
