import { requireOwnFiles } from '#modules/files'
import { holdUnits, lockOrder, type OrderRecord, type UnitRow } from '#modules/orders'
import type { ClaimGround } from '#modules/policy'
import { findSellers } from '#modules/sellers'
import { bearRefund } from '#modules/settlements'
import { actorKey } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import { spokenReference } from '#platform/spoken-reference'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { claimContacted } from '../events.ts'
import { type ClaimMatter, type Surroundings, surroundingsOf } from '../facts.ts'
import { whyNotClaimable } from '../gates.ts'
import type { ClaimRow, ClaimTables } from '../tables.ts'
import { claimDue } from '../timers/claim-due.ts'
import { addEntry } from './add-entry.ts'
import { aboutClaim, factOf, lockClaim } from './lock-claim.ts'
import { openTurn } from './open-turn.ts'
import { lookAhead } from './rule-on-claim.ts'

const db = tablesOf<ClaimTables>()

/** A claim to be opened on a locked order. */
export interface OpenClaim {
  order: OrderRecord
  units: readonly UnitRow[]
  ground: ClaimGround
  sellerId: string
  shipmentId: string | null
  note?: string | null
  fileIds?: readonly string[]
  unsafe?: boolean
  askedMinor?: number | null
  /** The problem that it comes from, and whether that paid the shopper already. */
  problemId?: string
  /** The shopper was paid at once by the rule `claim.advance`: the claim is against the seller alone. */
  advance?: { refundId: string; valueMinor: number }
  returnId?: string | null
  /** The shopper wrote to the seller about it inside the window: the right to claim stays. */
  wroteInTime?: boolean
  /** What the program found by itself, and what a problem was reported about already: the gates were passed there. */
  gatesPassed?: boolean
}

/**
 * Opens a claim on a locked order: the seller is asked first (policy `claim.contact_first`) unless there is nothing to ask, and
 * where the rules decide at once they do so in the same transaction.
 * Refuses what `whyNotClaimable` says, `unit_held`, `claim_open`. @returns the claim's id
 */
export async function openClaim(work: Work, input: OpenClaim): Promise<string> {
  const matter: ClaimMatter = {
    id: work.newId('clm'),
    order: input.order,
    units: input.units,
    ground: input.ground,
    sellerId: input.sellerId,
    shipmentId: input.shipmentId,
    unsafe: input.unsafe === true,
    askedMinor: input.askedMinor ?? null,
  }
  const around = await surroundingsOf(work, matter)
  if (!input.gatesPassed) assertClaimable(work, matter, around, input.wroteInTime === true)
  if (input.fileIds?.length) await requireOwnFiles(work, [...new Set(input.fileIds)])
  const row = await writeClaim(work, input, matter, around)
  // An overcharge is about money alone, what was paid in advance is settled, and what is on its way back its return holds.
  if (!input.advance && input.ground !== 'overcharged' && input.ground !== 'refund_not_paid')
    await holdUnits(work, {
      kind: 'claim',
      refId: row.id,
      orderId: row.order_id,
      unitIds: input.units.map((unit) => unit.id),
    })
  if (input.advance) await holdDebit(work, row)
  if (input.note || input.fileIds?.length)
    await addEntry(work, row.id, {
      side: 'shopper',
      kind: 'note',
      evidence_kind: input.fileIds?.length ? 'photos' : null,
      words: input.note ?? null,
      file_ids: [...new Set(input.fileIds ?? [])],
    })
  if (input.advance || (await isContactWaived(work, matter, around)))
    await openTurn(work, await lockClaim(work, row.id), around)
  else {
    await contact(work, row, around)
    await lookAhead(work, await lockClaim(work, row.id), around)
  }
  return row.id
}

function assertClaimable(work: Work, matter: ClaimMatter, around: Surroundings, wroteInTime: boolean): void {
  const why = whyNotClaimable({
    now: work.now,
    zone: around.zone,
    resolved: around.resolved,
    order: matter.order,
    ground: matter.ground,
    units: matter.units,
    shipment: around.shipment,
    refundableMinor: around.value.amountMinor,
    wroteInTime,
  })
  if (why) refuse(why.code, why.details ?? {}, why.message)
}

async function writeClaim(work: Work, input: OpenClaim, matter: ClaimMatter, around: Surroundings): Promise<ClaimRow> {
  const row: ClaimRow = {
    store_id: work.storeId,
    id: matter.id,
    reference: spokenReference(work),
    order_id: matter.order.row.id,
    customer_id: matter.order.row.customer_id,
    seller_id: matter.sellerId,
    problem_id: input.problemId ?? null,
    return_id: input.returnId ?? null,
    shipment_id: matter.shipmentId,
    ground: matter.ground,
    state: 'contacting',
    unsafe: matter.unsafe,
    value_minor: input.advance?.valueMinor ?? around.value.amountMinor,
    asked_minor: matter.askedMinor,
    currency: matter.order.row.currency,
    opened_by: actorKey(work.actor),
    opened_at: work.now,
    turn_at: null,
    due_at: null,
    hard_at: null,
    paused_at: null,
    left_seconds: null,
    hard_left_seconds: null,
    required_role: 'associate',
    silences: 0,
    seller_answer: null,
    answered_at: null,
    refused_at: null,
    decision_id: null,
    ruling: null,
    protection: [],
    risk_band: around.assessment.band,
    verdict: null,
    decided_by: null,
    decided_at: null,
    payer: null,
    counts: null,
    award: null,
    award_minor: null,
    refund_id: input.advance?.refundId ?? null,
    award_return_id: null,
    advanced: input.advance !== undefined,
    appeal_until: null,
    closed_reason: null,
    version: 1,
  }
  await db(work)
    .insertInto('claim')
    .values({ ...row, protection: '[]' as never })
    .execute()
  if (matter.units.length > 0)
    await db(work)
      .insertInto('claim_unit')
      .values(matter.units.map((unit) => ({ store_id: work.storeId, claim_id: row.id, unit_id: unit.id })))
      .execute()
  return row
}

/** The shopper is paid, and until it is decided the seller's part is only held. */
async function holdDebit(work: Work, row: ClaimRow): Promise<void> {
  await bearRefund(work, {
    order: await lockOrder(work, row.order_id),
    refundId: row.refund_id ?? '',
    burden: { payer: 'seller' },
    state: 'held',
    about: { kind: 'claim', id: row.id },
    reason: row.ground,
    sellerIds: [row.seller_id],
  })
}

/** There is nothing to ask (policy `claim.contact_waived`): it came back, or the seller is not there any more. */
async function isContactWaived(work: Work, matter: ClaimMatter, around: Surroundings): Promise<boolean> {
  const waived = around.resolved.get('claim.contact_waived')
  const [seller] = await findSellers(work, [matter.sellerId])
  if (waived.includes('seller_suspended') && seller?.state !== 'active') return true
  const state = around.shipment?.row.state
  return (
    (state === 'returning' && waived.includes('undeliverable')) ||
    (state === 'returned' && waived.includes('returned_to_sender'))
  )
}

async function contact(work: Work, row: ClaimRow, around: Surroundings): Promise<void> {
  const until = addHours(work.now, around.resolved.get('claim.contact_first'))
  await db(work)
    .updateTable('claim')
    .set({ due_at: until })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  await work.setTimer(claimDue, until, { claimId: row.id }, { key: row.id })
  await work.emit(claimContacted, aboutClaim(row), { ...factOf(row), until: until.toISOString() })
}
