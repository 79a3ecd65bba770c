import { lockOrder } from '#modules/orders'
import { burdensOf, settleBurden } from '#modules/settlements'
import { staffLimit } from '#modules/staff'
import { actorKey, system } from '#platform/auth/actor'
import { assert, forbidden, invalid, refuse } from '#platform/errors'
import { timer } from '#platform/jobs/timer'
import type { Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import { withActor } from '#platform/transact'
import type { Work } from '#platform/work'
import { recourseDecided } from '../events.ts'
import { recourseMachine, type RecourseState } from '../machine.ts'
import type { ClaimTables, RecourseRow } from '../tables.ts'
import { assertNotOwnShop } from '../commands/own-shop.ts'
import { findRecourse } from './queries.ts'
import { recourseDue } from './recourse-due.ts'

const db = tablesOf<ClaimTables>()

export interface RecourseDecision {
  id: string
  decision: 'grant' | 'decline'
  amount?: Money | undefined
  note: string
}

/** A person gives a debit back, some of it, or says why not. What is given back the platform bears; the shopper keeps what they have. */
export async function decideRecourse(work: Work, input: RecourseDecision): Promise<void> {
  if (work.actor.kind !== 'staff') forbidden('Only staff decide about debits.')
  const found = await findRecourse(work, input.id)
  await lockOrder(work, found.order_id)
  const row = await findRecourse(work, input.id)
  await assertNotOwnShop(work, row.seller_id)
  if (row.state !== 'open') refuse('not_possible_now', { state: row.state }, 'This was decided already.')
  const grantedMinor = input.decision === 'decline' ? 0 : (input.amount?.amountMinor ?? row.amount_minor)
  if (input.amount && input.amount.currency !== row.currency)
    invalid('amount.currency', `The debit is in ${row.currency}.`, 'currency_differs')
  if (grantedMinor < 0 || grantedMinor > row.amount_minor)
    invalid('amount', `At most the debit (${row.amount_minor} minor units).`, 'amount_out_of_range')
  // The platform pays for it: what a lead may not give a lead may not give here either.
  const limit = await staffLimit(work, {
    amount: { amountMinor: grantedMinor, currency: row.currency },
    withinPolicy: grantedMinor === 0,
  })
  if ('approvalNeeded' in limit)
    refuse('above_limit', { limit: limit.limit }, 'That is above your own limit. Ask somebody with a higher one.')
  await close(work, row, grantedMinor, input.note)
}

/** Nobody decided in time: first a lead is to, then it is given back, because it was the store that kept silent. */
export const recourseDueTimer = timer(recourseDue, async (work, { recourseId }) => {
  const found = await findRecourse(work, recourseId)
  await lockOrder(work, found.order_id)
  const row = await findRecourse(work, recourseId)
  if (row.state !== 'open' || row.hard_at === null) return
  if (work.now < row.hard_at) {
    await save(work, row, { due_at: row.hard_at })
    return await work.setTimer(recourseDue, row.hard_at, { recourseId }, { key: recourseId })
  }
  await close(withActor(work, system('claims')), row, row.amount_minor, 'Nobody decided in time, so it’s given back.')
})

async function close(work: Work, row: RecourseRow, grantedMinor: number, note: string): Promise<void> {
  const verb = grantedMinor === 0 ? 'decline' : grantedMinor === row.amount_minor ? 'grant' : 'grantPart'
  const state: RecourseState = recourseMachine.next(row.state, verb)
  const [burden] = await burdensOf(work, { burdenId: row.burden_id })
  assert(burden, 'a recourse is about a debit')
  if (grantedMinor > 0)
    await settleBurden(work, {
      burdenId: row.burden_id,
      burden: {
        payer: 'platform',
        ...(grantedMinor < row.amount_minor ? { upToMinor: burden.platform_minor + grantedMinor } : {}),
      },
      reason: 'recourse',
    })
  await save(work, row, {
    state,
    granted_minor: grantedMinor,
    due_at: null,
    hard_at: null,
    decided_by: actorKey(work.actor),
    decided_at: work.now,
    note,
  })
  await work.clearTimer(recourseDue, row.id)
  await work.emit(
    recourseDecided,
    { kind: 'recourse', id: row.id, orderId: row.order_id },
    {
      recourseId: row.id,
      sellerId: row.seller_id,
      orderId: row.order_id,
      state,
      amount: { amountMinor: grantedMinor, currency: row.currency },
    },
  )
}

async function save(work: Work, row: RecourseRow, changes: Partial<RecourseRow>): Promise<void> {
  const result = await db(work)
    .updateTable('seller_recourse')
    .set({ ...changes, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(result.numUpdatedRows === 1n, `recourse ${row.id} is at version ${row.version} under its order's lock`)
}
