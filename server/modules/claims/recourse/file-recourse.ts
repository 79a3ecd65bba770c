import { requireOwnFiles } from '#modules/files'
import { lockOrder, type OrderRecord } from '#modules/orders'
import { loadPolicyFor, type Resolved, resolvePolicy } from '#modules/policy'
import { findReturn } from '#modules/returns'
import { findSellers } from '#modules/sellers'
import { type BurdenRow, burdensOf } from '#modules/settlements'
import { actorKey, system } from '#platform/auth/actor'
import { forbidden, notFound, refuse } from '#platform/errors'
import { spokenReference } from '#platform/spoken-reference'
import { tablesOf } from '#platform/tables'
import { addDays, addHours } from '#platform/time'
import { withActor } from '#platform/transact'
import type { Work } from '#platform/work'
import { recourseFiled } from '../events.ts'
import { claimsOf } from '../queries.ts'
import type { ClaimTables, RecourseRow } from '../tables.ts'
import { recourseDue } from './recourse-due.ts'

const db = tablesOf<ClaimTables>()

export interface RecourseInput {
  debit: string
  ground: RecourseRow['ground']
  words: string
  files?: readonly string[] | undefined
}

/**
 * A seller asks a debit back that no claim went before, such as a return that came back broken (policy `seller.recourse_window`).
 * Refuses `recourse_not_for_claims`, `recourse_over`, `recourse_taken`, `recourse_blocked`, `nothing_debited`. @returns its id
 */
export async function fileRecourse(work: Work, input: RecourseInput): Promise<string> {
  const { actor } = work
  if (actor.kind !== 'seller') forbidden('Only sellers ask a debit back.')
  const found = await findBurden(work, input.debit, actor.sellerId)
  const order = await lockOrder(withActor(work, system('claims')), found.order_id)
  const burden = await findBurden(work, input.debit, actor.sellerId)
  const resolved = await rulesOf(work, order, actor.sellerId)
  await assertPossible(work, burden, input, resolved)
  const files = [...new Set(input.files ?? [])]
  await requireOwnFiles(work, files)
  const dueAt = addHours(work.now, resolved.get('claim.decision'))
  const row: RecourseRow = {
    store_id: work.storeId,
    id: work.newId('rec'),
    reference: spokenReference(work),
    seller_id: actor.sellerId,
    order_id: burden.order_id,
    burden_id: burden.id,
    ground: input.ground,
    words: input.words,
    file_ids: files,
    state: 'open',
    amount_minor: burden.seller_minor,
    granted_minor: null,
    currency: burden.currency,
    filed_by: actorKey(actor),
    filed_at: work.now,
    due_at: dueAt,
    hard_at: addHours(dueAt, resolved.get('silence.lead_within')),
    decided_by: null,
    decided_at: null,
    note: null,
    version: 1,
  }
  const written = await db(work)
    .insertInto('seller_recourse')
    .values(row)
    .onConflict((conflict) => conflict.columns(['store_id', 'burden_id']).doNothing())
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0)
    refuse('recourse_taken', {}, 'You asked this one back already. Each debit is looked at once.')
  await work.setTimer(recourseDue, dueAt, { recourseId: row.id }, { key: row.id })
  await work.emit(
    recourseFiled,
    { kind: 'recourse', id: row.id, orderId: row.order_id },
    {
      recourseId: row.id,
      sellerId: row.seller_id,
      orderId: row.order_id,
      amount: { amountMinor: row.amount_minor, currency: row.currency },
    },
  )
  return row.id
}

async function findBurden(work: Work, id: string, sellerId: string): Promise<BurdenRow> {
  const [burden] = await burdensOf(work, { burdenId: id })
  return burden?.seller_id === sellerId ? burden : notFound('debit')
}

async function rulesOf(work: Work, order: OrderRecord, sellerId: string): Promise<Resolved> {
  const version = await loadPolicyFor(work, { placedAt: order.row.placed_at, history: order.row.history })
  const [seller] = await findSellers(work, [sellerId])
  return resolvePolicy(version.ruleset, { country: order.row.ship_to_country, seller: seller?.reference ?? null })
}

async function assertPossible(
  work: Work,
  burden: BurdenRow,
  { ground }: RecourseInput,
  resolved: Resolved,
): Promise<void> {
  if (burden.about_kind === 'claim' || (await isAwarded(work, burden)))
    refuse('recourse_not_for_claims', {}, 'This was decided in a claim. Appeal there.')
  if (burden.state !== 'posted' || burden.posted_at === null || burden.seller_minor <= 0)
    refuse('nothing_debited', { state: burden.state }, 'Nothing is debited from you here.')
  const until = addDays(burden.posted_at, resolved.get('seller.recourse_window'))
  if (work.now > until) refuse('recourse_over', { until: until.toISOString() }, 'The time to ask this back is over.')
  if (await isBlocked(work, burden, ground, resolved))
    refuse(
      'recourse_blocked',
      {},
      'You had the return in your hands and didn’t say what was wrong in time, so the refund stands. A parcel that never came can still be asked back.',
    )
}

/** A return that a claim ended in was decided there, unless it came back other than it left. */
async function isAwarded(work: Work, burden: BurdenRow): Promise<boolean> {
  if (burden.about_kind !== 'return' || burden.about_id === null) return false
  const awarded = (await claimsOf(work, [burden.order_id])).some(({ row }) => row.award_return_id === burden.about_id)
  if (!awarded) return false
  const { units } = await findReturn(withActor(work, system('claims')), burden.about_id)
  return !units.some((unit) => ['damaged', 'wrong_item', 'missing'].includes(unit.inspection))
}

/** Whoever had it back and let the time to look at it pass has no say about its state (policy `refund.auto_blocks_seller_recourse`). */
async function isBlocked(
  work: Work,
  burden: BurdenRow,
  ground: RecourseRow['ground'],
  resolved: Resolved,
): Promise<boolean> {
  if (ground !== 'damaged_return' && ground !== 'other_item') return false
  if (burden.about_kind !== 'return' || burden.about_id === null) return false
  if (!resolved.get('refund.auto_blocks_seller_recourse')) return false
  const { units } = await findReturn(withActor(work, system('claims')), burden.about_id)
  return units.some((unit) => unit.received_at !== null && unit.inspected_at === null && unit.logistics === 'delivered')
}
