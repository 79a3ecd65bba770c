import type { PaidOrder } from '#modules/orders'
import { addDays } from '#platform/time'
import { exponentOf, parseMajor } from '#platform/money'
import type { ChargeMatch } from '../contract.ts'
import { canBeConverted } from './rough-worth.ts'

/** One order as it is looked at: whole, with what came back, what failed, and what its parcels came to. */
export interface OrderMoney {
  order: PaidOrder
  /** How things are called: by tender id. */
  labels: ReadonlyMap<string, string>
  refunds: { id: string; tenderId: string | null; label: string; amountMinor: number; at: Date }[]
  /** Charges of ours that were not taken, or not yet. */
  open: { id: string; label: string; amountMinor: number; isDeclined: boolean; at: Date }[]
  parcels: { id: string; amountMinor: number; at: Date }[]
  /** Whether the words on the statement name this order, its seller or its card. */
  isNamed: boolean
}

export interface Asked {
  readings: readonly string[]
  currencies: readonly string[] | null
  /** Noon of the day on the statement. */
  date: Date | null
  /** Without a day, guesses go back no further than this. */
  guessesSince: Date
  /** What else is on the line names an order of ours. */
  namesAnOrder: boolean
}

/** A match before it is shown; `parts` in the order in which they happened. */
export interface Match {
  kind: ChargeMatch['kind']
  money: OrderMoney
  amountMinor: number
  at: Date
  parts: Part[]
  isSure: boolean
  matches: ChargeMatch['matches']
}

interface Part {
  what: 'charge' | 'refund' | 'parcel'
  id: string
  label: string
  amountMinor: number
  at: Date
}

type Found = Pick<Match, 'kind' | 'amountMinor' | 'at' | 'parts'>

/** The likelier a kind is what somebody looks for, the earlier it stands. */
const kinds: readonly ChargeMatch['kind'][] = [
  'exact',
  'together',
  'after_refund',
  'refund',
  'parcel',
  'held',
  'under_way',
  'declined',
  'other_currency',
  'with_fee',
  'close',
]
const guesses = new Set<ChargeMatch['kind']>(['other_currency', 'with_fee', 'close'])

// A charge shows up to so many days later, and in another zone it can seem to be a day early.
const DAYS_LATER = 10
const DAYS_EARLIER = 2
// Some banks take up to three percent for paying abroad.
const LEAST_FEE = 1.004
const MOST_FEE = 1.035
const CLOSE = 0.02

/**
 * Which charges an amount can be, the likeliest first. Guesses (another currency, a bank's fee, nearly the amount) are made only where
 * nothing fits exactly, and never against the day that was given.
 */
export function matchCharges(
  asked: Asked,
  all: readonly OrderMoney[],
  { limit, chargesAddedUp }: { limit: number; chargesAddedUp: number },
): Match[] {
  const certain = all.flatMap((money) =>
    certainOf(asked, money, chargesAddedUp).map((found) => judged(asked, money, found)),
  )
  const guessed = certain.some(({ isSure }) => isSure)
    ? []
    : all
        .flatMap((money) => guessesOf(asked, money).map((found) => judged(asked, money, found)))
        .filter(({ matches, at }) => (asked.date === null ? at >= asked.guessesSince : matches.includes('date')))
  const isCloseNeeded = certain.length === 0 && guessed.every(({ kind }) => kind === 'close')
  return [...certain, ...guessed.filter(({ kind }) => kind !== 'close' || isCloseNeeded)]
    .toSorted((one, other) => byLikelihood(asked, one, other))
    .slice(0, limit)
}

/** What adds up to the amount exactly. */
function certainOf(asked: Asked, money: OrderMoney, chargesAddedUp: number): Found[] {
  const wanted = new Set(amountsIn(asked, money.order.currency))
  if (wanted.size === 0) return []
  const charges = chargesOf(money)
  const exact = charges.filter(({ amountMinor }) => wanted.has(amountMinor)).map((part) => foundOf('exact', [part]))
  const parcels = money.parcels.length < 2 || exact.length > 0 ? [] : money.parcels
  return [
    ...exact,
    ...together(charges.slice(0, chargesAddedUp), wanted),
    ...charges.flatMap((charge) => lessRefunds(charge, refundsOf(money, charge.id), wanted)),
    ...refundsOf(money)
      .filter(({ amountMinor }) => wanted.has(-amountMinor))
      .map((part) => foundOf('refund', [part])),
    ...parcels
      .filter(({ amountMinor }) => wanted.has(amountMinor))
      .map((parcel) => foundOf('parcel', [{ what: 'parcel', label: '', ...parcel }])),
    ...heldOf(money, wanted),
    ...money.open
      .filter(({ amountMinor }) => wanted.has(amountMinor))
      .map(({ isDeclined, ...charge }) =>
        foundOf(isDeclined ? 'declined' : 'under_way', [{ what: 'charge', ...charge }]),
      ),
  ]
}

function guessesOf(asked: Asked, money: OrderMoney): Found[] {
  const { currency } = money.order
  const wanted = amountsIn(asked, currency)
  const isWithin = (amountMinor: number, least: number, most: number) =>
    wanted.some((each) => each > amountMinor * least && each < amountMinor * most)
  return chargesOf(money).flatMap((part): Found[] => {
    if (wanted.length === 0)
      return isConverted(asked, part.amountMinor, currency) ? [foundOf('other_currency', [part])] : []
    if (isWithin(part.amountMinor, LEAST_FEE, MOST_FEE) && (asked.date !== null || money.isNamed))
      return [foundOf('with_fee', [part])]
    return isWithin(part.amountMinor, 1 - CLOSE, 1 + CLOSE) ? [foundOf('close', [part])] : []
  })
}

/** Nobody can say of a currency that we know nothing of: then the day or the words have to speak for it, and the caller sees to that. */
function isConverted({ readings, currencies, date }: Asked, amountMinor: number, currency: string): boolean {
  const charged = { amount: amountMinor / 10 ** exponentOf(currency), currency }
  return (currencies ?? []).some((other) =>
    readings.some((reading) => canBeConverted({ amount: Number(reading), currency: other }, charged) ?? date !== null),
  )
}

/** Several charges of one order, all of them first. */
function together(charges: readonly Part[], wanted: ReadonlySet<number>): Found[] {
  const found: Found[] = []
  for (let chosen = 2 ** charges.length - 1; chosen > 0 && found.length < 2; chosen--) {
    const parts = charges.filter((_, index) => (chosen >> index) % 2 === 1)
    if (parts.length > 1 && wanted.has(sum(parts))) found.push(foundOf('together', parts))
  }
  return found
}

/** A charge with the first refund taken off, with the first two, and so on: banks show what is left. */
function lessRefunds(charge: Part, refunds: readonly Part[], wanted: ReadonlySet<number>): Found[] {
  return refunds.flatMap((_, index) => {
    const parts = [charge, ...refunds.slice(0, index + 1)]
    return sum(parts) > 0 && wanted.has(sum(parts)) ? [{ ...foundOf('after_refund', parts), at: charge.at }] : []
  })
}

function heldOf({ order, labels }: OrderMoney, wanted: ReadonlySet<number>): Found[] {
  return order.tenders.flatMap((tender) => {
    const held = (tender.authorizedMinor ?? 0) - tender.capturedMinor
    const amountMinor = [tender.authorizedMinor ?? 0, held].find((each) => held > 0 && wanted.has(each))
    if (amountMinor === undefined) return []
    const label = labels.get(tender.id) ?? ''
    return [foundOf('held', [{ what: 'charge', id: tender.id, label, amountMinor, at: order.placedAt }])]
  })
}

function chargesOf({ order, labels }: OrderMoney): Part[] {
  return order.tenders
    .filter((tender) => tender.capturedMinor > 0)
    .map((tender) => ({
      what: 'charge',
      id: tender.id,
      label: labels.get(tender.id) ?? '',
      amountMinor: tender.capturedMinor,
      at: tender.capturedAt ?? order.placedAt,
    }))
}

function refundsOf({ refunds }: OrderMoney, tenderId?: string): Part[] {
  return refunds
    .filter((refund) => tenderId === undefined || refund.tenderId === tenderId)
    .map(({ id, label, amountMinor, at }) => ({ what: 'refund', id, label, amountMinor: -amountMinor, at }))
}

function foundOf(kind: Match['kind'], parts: Part[]): Found {
  const first = parts[0]
  return { kind, parts, amountMinor: Math.abs(sum(parts)), at: first?.at ?? new Date(0) }
}

function judged(asked: Asked, money: OrderMoney, found: Found): Match {
  const isDayRight = asked.date !== null && found.parts.some(({ at }) => fitsDay(at, asked.date as Date))
  const isGuess = guesses.has(found.kind)
  return {
    ...found,
    money,
    isSure: !isGuess && (asked.date === null || isDayRight) && (!asked.namesAnOrder || money.isNamed),
    matches: [
      ...(isGuess ? [] : ['amount' as const]),
      ...(isDayRight ? ['date' as const] : []),
      ...(money.isNamed ? ['text' as const] : []),
    ],
  }
}

function fitsDay(at: Date, date: Date): boolean {
  return at >= addDays(date, -DAYS_LATER) && at <= addDays(date, DAYS_EARLIER)
}

function byLikelihood({ date }: Asked, one: Match, other: Match): number {
  const far = ({ at }: Match) => (date === null ? 0 : Math.abs(at.getTime() - date.getTime()))
  return (
    Number(other.isSure) - Number(one.isSure) ||
    kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
    other.matches.length - one.matches.length ||
    far(one) - far(other) ||
    other.at.getTime() - one.at.getTime() ||
    one.money.order.id.localeCompare(other.money.order.id)
  )
}

/** What the amount is in minor units of a currency; nothing when it was said to be in another one. */
function amountsIn({ readings, currencies }: Asked, currency: string): number[] {
  if (currencies && !currencies.includes(currency)) return []
  return readings.flatMap((reading) => parseMajor(reading, currency)?.amountMinor ?? [])
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, part) => total + part.amountMinor, 0)
}
