import type { ProblemKind } from './contract.ts'
import { problemMachine } from './machine.ts'
import type { ProblemRow } from './tables.ts'

/** What is known about one unit when somebody asks what can be reported about it. */
export interface UnitFacts {
  unitId: string
  itemId: string
  canceled: boolean
  /** Made good before: `refund:…`, `replacement:…`, `external`. */
  settledBy: string | null
  /** The open matter that it is promised to. */
  heldBy: { kind: string; refId: string } | null
  /** Nothing to deliver: digital goods, services. */
  intangible: boolean
  shipment: {
    id: string
    state: string
    deliveredAt: Date | null
    promisedBy: Date | null
    lastScanAt: Date | null
  } | null
  /** It has not come, and its promised date will hardly be kept. */
  promiseAtRisk?: boolean
  /** Sent in another one's place, for which a day of its own was named; the order's promise was for the first one. */
  sentAgain?: { expectedBy: Date | null }
}

export interface ReportFacts {
  now: Date
  /** Promise of the order itself, for what is not in a parcel with one of its own. */
  orderPromisedBy: Date | null
  /** A gift: whoever gave it does not learn that it went back, nor by whom. */
  gift?: boolean
  units: readonly UnitFacts[]
}

export interface NotReportable {
  code: 'unit_already_settled' | 'unit_held' | 'not_delivered_yet' | 'kind_not_possible'
  message: string
  /** The open matter, where there is one. */
  about?: { kind: string; id: string }
}

export const deliveredKinds: readonly ProblemKind[] = [
  'delivered_not_received',
  'damaged',
  'defective',
  'wrong_item',
  'missing_parts',
  'not_as_described',
]

/** Whether a kind of problem says that nothing came. */
export function isMissing(kind: ProblemKind): boolean {
  return kind === 'delivered_not_received' || kind === 'not_received'
}

/** Whether a kind of problem says that what came is not as it should be. */
export function isCondition(kind: ProblemKind): kind is ConditionKind {
  return kind !== 'late' && !isMissing(kind)
}

export type ConditionKind = Exclude<ProblemKind, 'delivered_not_received' | 'not_received' | 'late'>

/** Whether something can still turn up: it was said not to have come, and it was not canceled instead. */
export function canTurnUp({
  state,
  kind,
  remedy_kind: remedy,
}: Pick<ProblemRow, 'state' | 'kind' | 'remedy_kind'>): boolean {
  return problemMachine.can(state, 'turnUp') && (isMissing(kind) || kind === 'late') && remedy !== 'cancel'
}

/** Whether photos are still of use: nothing was given yet. */
export function canAddPhotos({ kind, state }: Pick<ProblemRow, 'kind' | 'state'>): boolean {
  return isCondition(kind) && (state === 'open' || state === 'in_review')
}

/** The units that a kind of problem can be reported about now. */
export function reportableUnits(facts: ReportFacts, kind: ProblemKind): UnitFacts[] {
  return facts.units.filter((unit) => isFree(unit) && kindsOf(unit, facts).includes(kind))
}

/** The kinds of problem that can be reported about these units now, likeliest first. */
export function reportableKinds(facts: ReportFacts): ProblemKind[] {
  const kinds = new Set(facts.units.filter(isFree).flatMap((unit) => kindsOf(unit, facts)))
  return [...kinds]
}

/** Why a problem cannot be reported, in words that say what is possible instead. Call it only when no unit can be. */
export function whyNotReportable(facts: ReportFacts, kind?: ProblemKind): NotReportable {
  const free = facts.units.filter(isFree)
  if (facts.gift && free.length === 0 && facts.units.some(mayHaveGoneBack)) {
    return {
      code: 'kind_not_possible',
      message: 'This can’t be reported here right now. A person can look at it with you.',
    }
  }
  const held = facts.units.find((unit) => unit.heldBy && !unit.canceled)
  if (free.length === 0 && held?.heldBy) {
    return {
      code: 'unit_held',
      message: 'We’re already working on this one. Open it to see where it stands.',
      about: { kind: held.heldBy.kind, id: held.heldBy.refId },
    }
  }
  const settled = facts.units.find((unit) => unit.settledBy)
  if (free.length === 0 && settled?.settledBy) {
    const [what, id] = settled.settledBy.split(':')
    return {
      code: 'unit_already_settled',
      message: settledWords[what ?? ''] ?? 'This was already refunded.',
      about: { kind: what ?? 'refund', id: id ?? '' },
    }
  }
  if (
    free.length > 0 &&
    (kind === undefined || deliveredKinds.includes(kind)) &&
    free.every((unit) => !unit.shipment?.deliveredAt)
  ) {
    return {
      code: 'not_delivered_yet',
      message: 'This hasn’t been delivered yet. We’re watching it, and we’ll tell you first if it runs late.',
    }
  }
  return {
    code: 'kind_not_possible',
    message: 'That doesn’t fit where this item is right now. Pick another reason, or talk to a person.',
  }
}

const settledWords: Record<string, string> = {
  replacement: 'A new one was already sent for this.',
  partial: 'You kept this one and got part of the money back for it.',
}

function isFree(unit: UnitFacts): boolean {
  return !unit.canceled && unit.settledBy === null && unit.heldBy === null && !unit.intangible
}

function mayHaveGoneBack(unit: UnitFacts): boolean {
  return !unit.canceled && (unit.heldBy?.kind === 'return' || (unit.settledBy?.startsWith('refund:') ?? false))
}

function kindsOf(unit: UnitFacts, facts: ReportFacts): readonly ProblemKind[] {
  const promisedBy = unit.shipment?.promisedBy ?? (unit.sentAgain ? unit.sentAgain.expectedBy : facts.orderPromisedBy)
  if (unit.shipment?.deliveredAt) return deliveredKinds
  const overdue = promisedBy !== null && facts.now > promisedBy
  // Whoever was told that it will be late can choose at once, without waiting until it is.
  if (!unit.shipment) return overdue || unit.promiseAtRisk ? ['late'] : []
  if (['lost', 'returning', 'returned', 'damaged'].includes(unit.shipment.state)) return ['not_received']
  if (overdue) return ['late', 'not_received']
  if (unit.promiseAtRisk) return ['late']
  // Without any promise nobody can say that it is late; a parcel that has not come can still be reported.
  if (promisedBy === null) return ['not_received']
  return []
}

/** Where to look before it counts as missing: offered, never forced (policy key `dnr.checklist`). */
export const checklistWords: Record<string, string> = {
  address: 'Is the address on the order the right one?',
  notice: 'Is there a note from the driver on the door or in the mailbox?',
  surroundings: 'Behind a planter, in the garage or on the back porch?',
  neighbor: 'Could a neighbor or the front desk have it?',
  neighbour: 'Could a neighbor or the front desk have it?',
  mailbox: 'Is it in the mailbox or a parcel box?',
  photo: 'Does the delivery photo show a place you know?',
}
