import { endOfLocalDayAfter, localDate } from '#platform/time'
import type { NotReceivedFacts } from '#modules/policy'
import type { ScanStatus } from './contract.ts'

/** One scan as the carrier sent it. Scans may come late, twice and in any order. */
export interface ScanFact {
  at: Date
  status: ScanStatus
  place?: { city?: string | undefined; region?: string | undefined; country?: string | undefined } | null
}

export interface ScanSummary<S extends ScanFact> {
  /** Oldest first, repeats left out. */
  timeline: S[]
  state: ScanStatus
  stateAt: Date | null
  firstScanAt: Date | null
  lastScanAt: Date | null
  /** Without `label_created`, which is the shop's own paper and not a sign of the parcel. */
  lastCarrierScanAt: Date | null
  /** Of the latest delivered scan; null when something later took it back. */
  deliveredAt: Date | null
  delivered: S | null
  firstAttemptAt: Date | null
  returnedAt: Date | null
}

// At the same instant the later stage wins.
const STAGE: Readonly<Record<ScanStatus, number>> = {
  label_created: 0,
  accepted: 1,
  in_transit: 2,
  delayed: 3,
  exception: 4,
  out_for_delivery: 5,
  delivery_attempted: 6,
  ready_for_pickup: 7,
  damaged: 8,
  lost: 9,
  delivered: 10,
  returning: 11,
  returned: 12,
}
// What can follow a delivered scan and mean that it is not delivered after all. Stray transit scans cannot.
const TAKES_DELIVERY_BACK = new Set<ScanStatus>([
  'out_for_delivery',
  'delivery_attempted',
  'ready_for_pickup',
  'returning',
  'returned',
  'lost',
  'damaged',
])
const LAST_MILE = new Set<ScanStatus>(['out_for_delivery', 'delivery_attempted', 'ready_for_pickup', 'delivered'])

/** What all scans of a parcel make of it, whatever order they came in. */
export function summarizeScans<S extends ScanFact>(scans: readonly S[]): ScanSummary<S> {
  const timeline = withoutRepeats(scans)
  const delivered = lastDelivered(timeline)
  const carrier = timeline.filter((scan) => scan.status !== 'label_created')
  const current = delivered ?? carrier.at(-1) ?? timeline.at(-1) ?? null
  return {
    timeline,
    delivered,
    state: current?.status ?? 'label_created',
    stateAt: current?.at ?? null,
    firstScanAt: timeline[0]?.at ?? null,
    lastScanAt: timeline.at(-1)?.at ?? null,
    lastCarrierScanAt: carrier.at(-1)?.at ?? null,
    deliveredAt: delivered?.at ?? null,
    firstAttemptAt: timeline.find((scan) => scan.status === 'delivery_attempted')?.at ?? null,
    returnedAt: current?.status === 'returned' ? current.at : null,
  }
}

function withoutRepeats<S extends ScanFact>(scans: readonly S[]): S[] {
  const byContent = new Map<string, S>()
  for (const scan of scans) {
    const key = [scan.at.getTime(), scan.status, scan.place?.city, scan.place?.region, scan.place?.country].join('|')
    if (!byContent.has(key)) byContent.set(key, scan)
  }
  return [...byContent.values()].sort(
    (one, other) => one.at.getTime() - other.at.getTime() || STAGE[one.status] - STAGE[other.status],
  )
}

function lastDelivered<S extends ScanFact>(timeline: readonly S[]): S | null {
  const index = timeline.findLastIndex((scan) => scan.status === 'delivered')
  const takenBack = timeline.slice(index + 1).some((scan) => TAKES_DELIVERY_BACK.has(scan.status))
  return index < 0 || takenBack ? null : (timeline[index] ?? null)
}

/**
 * What the trail says about the last mile. A delivered scan in another city is a trail that stops before it; a sparse
 * trail that ends in a delivered scan is complete, because many carriers send nothing in between.
 */
export function trailOf(
  scans: readonly ScanFact[],
  destination: { city?: string | null },
): 'complete' | 'stops_before_last_mile' | 'other_city' | 'untracked' {
  const { timeline, delivered } = summarizeScans(scans)
  const carrier = timeline.filter((scan) => scan.status !== 'label_created')
  if (carrier.length === 0) return 'untracked'
  if (delivered) return isAnotherCity(delivered.place?.city, destination.city) ? 'other_city' : 'complete'
  return carrier.some((scan) => LAST_MILE.has(scan.status)) ? 'complete' : 'stops_before_last_mile'
}

/** Only when both are known and neither name contains the other: "New York" and "New York City" are one. */
export function isAnotherCity(one: string | null | undefined, other: string | null | undefined): boolean {
  const [first, second] = [one, other].map(plainCity)
  return Boolean(first && second) && !` ${first} `.includes(` ${second} `) && !` ${second} `.includes(` ${first} `)
}

function plainCity(name: string | null | undefined): string {
  return (name ?? '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\bst\b\.?/g, 'saint')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The parcel as the rules for parcels that never came read it. */
export function parcelFactOf(state: ScanStatus, tracked: boolean, dispatched: boolean): NotReceivedFacts['parcel'] {
  if (!tracked) return dispatched ? 'untracked' : 'not_shipped'
  switch (state) {
    case 'label_created':
      return 'not_shipped'
    case 'out_for_delivery':
      return 'out_for_delivery'
    case 'delivery_attempted':
      return 'attempted'
    case 'ready_for_pickup':
      return 'ready_for_pickup'
    case 'delivered':
      return 'delivered'
    case 'returning':
    case 'returned':
      return 'returning'
    case 'lost':
    case 'damaged':
      return 'declared_lost'
    default:
      return 'moving'
  }
}

export interface PromiseFacts {
  promisedBy: Date | null
  kind: 'guaranteed' | 'estimated' | null
  state: ScanStatus
  deliveredAt: Date | null
  /** First attempt, where the shop counts it and nothing contradicts it. */
  attemptedAt: Date | null
  /** The carrier's own latest estimate, when it gives one. */
  expectedAt: Date | null
  now: Date
  zone: string
}

export interface PromiseState {
  state: 'none' | 'on_time' | 'at_risk' | 'late' | 'kept' | 'arrived_late'
  kind: 'guaranteed' | 'estimated' | null
  promisedBy: Date | null
  lateSince: Date | null
  /** Whole local days after the promised day. */
  lateDays: number
}

const HOUR_MS = 3_600_000
// Less than this before the promise, a parcel that is not yet with the carrier, or not yet on the van, will hardly make it.
const UNSENT_RISK_HOURS = 24
const NOT_ON_VAN_RISK_HOURS = 6

/** How a promised date stands. The promised instant itself is in time. */
export function promiseStateOf(facts: PromiseFacts): PromiseState {
  const { promisedBy, kind } = facts
  if (!promisedBy) return { state: 'none', kind, promisedBy, lateSince: null, lateDays: 0 }
  const arrivals = [facts.deliveredAt, facts.attemptedAt].filter((at) => at !== null).map((at) => at.getTime())
  const arrived = arrivals.length > 0 ? new Date(Math.min(...arrivals)) : null
  const late = (arrived ?? facts.now) > promisedBy
  const lateDays = late ? daysBetween(promisedBy, arrived ?? facts.now, facts.zone) : 0
  const state = arrived
    ? late
      ? 'arrived_late'
      : 'kept'
    : late
      ? 'late'
      : isAtRisk(facts, promisedBy)
        ? 'at_risk'
        : 'on_time'
  return { state, kind, promisedBy, lateSince: late ? promisedBy : null, lateDays }
}

function isAtRisk(facts: PromiseFacts, promisedBy: Date): boolean {
  if (facts.expectedAt && facts.expectedAt > promisedBy) return true
  if (['delayed', 'exception', 'lost', 'damaged', 'returning', 'returned'].includes(facts.state)) return true
  const hoursLeft = (promisedBy.getTime() - facts.now.getTime()) / HOUR_MS
  if (facts.state === 'label_created') return hoursLeft < UNSENT_RISK_HOURS
  return hoursLeft < NOT_ON_VAN_RISK_HOURS && !LAST_MILE.has(facts.state)
}

function daysBetween(from: Date, to: Date, zone: string): number {
  return Math.max(0, Math.round((Date.parse(localDate(to, zone)) - Date.parse(localDate(from, zone))) / 86_400_000))
}

/** Until when silence is still patience: the end of that local day. Null for untracked parcels and where no date is known. */
export function lostBySilence(
  facts: { tracked: boolean; promisedBy: Date | null; lastScanAt: Date | null; crossBorder: boolean; zone: string },
  limits: { domesticDays: number; crossBorderDays: number },
): Date | null {
  if (!facts.tracked) return null
  const times = [facts.promisedBy, facts.lastScanAt].filter((at) => at !== null).map((at) => at.getTime())
  if (times.length === 0) return null
  return endOfLocalDayAfter(
    new Date(Math.max(...times)),
    facts.crossBorder ? limits.crossBorderDays : limits.domesticDays,
    facts.zone,
  )
}
