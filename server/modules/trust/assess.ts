import { findCustomer } from '#modules/customers'
import { orderCountsOf } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import type { Money } from '#platform/money'
import type { Reader } from '#platform/work'
import { holdOf, identityOf, signalsOf, type Identity } from './queries.ts'
import { assessTrust, bandUnderHold, type Assessment, type SignalFact, type TrustFacts } from './rules.ts'
import type { SignalKind, TrustHoldRow, TrustSignalRow } from './tables.ts'

/** What the case at hand adds to the shopper's own record. */
export interface AssessInput {
  /** The rules of the order concerned. */
  resolved: Resolved
  /** The report at hand; none when the shopper is only looked at. */
  claim?: { kind: string; value: Money; deliveredAt: Date | null; lossId: string; at?: Date } | null
  /** Code, signature, or photo and location together say that it was delivered. */
  contraryEvidence?: boolean
  /** Somebody who has no account, or did not sign in to it. */
  guest?: boolean
  /** When the order's address was last changed: a takeover shows in that as well. */
  addressChangedAt?: Date | null
  /** A known theft or carrier fault wave in the delivery area. */
  areaFaultWave?: boolean
}

/** An assessment with what it rests on. `band` is the one to decide by: a hold may have made it stricter. */
export interface AssessmentOf extends Assessment {
  identity: Identity
  hold: TrustHoldRow | null
  /** Of the whole identity, voided ones too. */
  signals: readonly TrustSignalRow[]
}

const NOT_RECEIVED: readonly string[] = ['delivered_not_received', 'not_received']
// An order that one of these is about was not one without a problem.
const PROBLEMS: readonly SignalKind[] = [
  'not_received_claim',
  'not_received_remedy',
  'problem_claim',
  'wrong_return_confirmed',
  'refunded_elsewhere',
]

/** How much care a shopper's case needs, with reasons, in six small queries. It can slow an outcome down; it cannot say no. */
export async function assess(reader: Reader, customerId: string, input: AssessInput): Promise<AssessmentOf> {
  const identity = await identityOf(reader, customerId)
  const ids = [...identity.own, ...identity.linked]
  const customer = await findCustomer(reader, customerId)
  const [orders, signals, hold] = [
    await orderCountsOf(reader, ids),
    await signalsOf(reader, ids),
    await holdOf(reader, ids),
  ]
  const counting = signals.filter((signal) => signal.voided_at === null)
  const facts: TrustFacts = {
    now: reader.now,
    signals: counting.map((signal) => factOf(signal, identity)),
    accountCreatedAt: input.guest ? null : customer.customerSince,
    firstOrderAt: orders.firstAt,
    orders: orders.count,
    ordersWithoutProblem: withoutProblem(orders.count, counting, input.claim?.lossId),
    onlyOrderValue: orders.count === 1 ? orders.onlyValue : null,
    claim: input.claim
      ? {
          lossId: input.claim.lossId,
          notReceived: NOT_RECEIVED.includes(input.claim.kind),
          at: input.claim.at ?? reader.now,
          value: input.claim.value,
          deliveredAt: input.claim.deliveredAt,
        }
      : null,
    contraryEvidence: input.contraryEvidence ?? false,
    returns: null,
    reasonUnlikeShare: null,
    contactChangedAt: latest(customer.contactChangedAt, input.addressChangedAt ?? null),
    areaFaultWave: input.areaFaultWave ?? false,
  }
  const assessment = assessTrust(input.resolved, facts)
  return { ...assessment, band: bandUnderHold(assessment.band, hold?.step ?? null), identity, hold, signals }
}

function latest(one: Date | null, other: Date | null): Date | null {
  return one === null || (other !== null && other > one) ? other : one
}

function factOf(signal: TrustSignalRow, identity: Identity): SignalFact {
  return { kind: signal.kind, at: signal.at, lossId: lossOf(signal), own: identity.own.includes(signal.customer_id) }
}

/** Reports about one parcel within 24 h are one loss; everything else is its own. */
function lossOf({ details, about_id }: TrustSignalRow): string {
  return typeof details.lossId === 'string' ? details.lossId : about_id
}

/** Orders that nothing was wrong with. The one that the present report is about is not among them. */
function withoutProblem(orders: number, signals: readonly TrustSignalRow[], presentLoss: string | undefined): number {
  const problems = signals.filter((signal) => PROBLEMS.includes(signal.kind))
  const marked = new Set(problems.map((signal) => signal.order_id ?? lossOf(signal)))
  const presentIsNew = presentLoss !== undefined && !problems.some((signal) => lossOf(signal) === presentLoss)
  return Math.max(0, orders - marked.size - (presentIsNew ? 1 : 0))
}
