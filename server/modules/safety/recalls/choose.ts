import { findOrder, lockOrder, type OrderRecord, settleUnits, type UnitRow, unsettleUnits } from '#modules/orders'
import { authorizeRefund } from '#modules/refunds'
import { requestReplacement, type UnitSwap } from '#modules/replacements'
import { openReturn } from '#modules/returns'
import { assertNotOwn } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { RecallRemedy } from '../contract.ts'
import { recallAnswered } from '../events.ts'
import { noticeMachine } from '../machine.ts'
import type { RecallNoticeRow, RecallRow } from '../tables.ts'
import { affectedUnits } from './affected-units.ts'
import { findNotice, findRecall } from './queries.ts'
import { lockNotice, saveNotice } from './save-notice.ts'

/**
 * The one tap of a recall, under the order's lock: of any number of tries, here or by a return or a problem at the same moment,
 * one moves money. A repeat of the same choice changes nothing; another one is refused.
 */
export async function chooseRemedy(work: Work, { id, remedy }: { id: string; remedy: RecallRemedy }): Promise<void> {
  const found = await findNotice(work, id)
  await findOrder(work, found.order_id, 'recall notice')
  const order = await lockOrder(work, found.order_id)
  await assertNotOwn(work, order.row.customer_id)
  const notice = await lockNotice(work, id)
  if (notice.choice === remedy) return
  if (notice.choice !== null)
    refuse('remedy_already_taken', { choice: notice.choice }, 'You’ve already picked one. Here is where it stands.')
  const recall = await findRecall(work, notice.recall_id)
  if (recall.state === 'closed')
    refuse('not_possible_now', {}, 'This recall has ended. A person can still help you with it.')
  if (!recall.remedies.includes(remedy))
    refuse('remedy_unknown', {}, 'That isn’t one of the choices here. Pick one of those shown.')
  const { open, partly, heldBy } = affectedUnits(order, notice, recall)
  if (open.length === 0)
    refuse(
      'unit_already_settled',
      {},
      'This one has been put right already. Please still do what the notice says, so that nobody gets hurt.',
    )
  if (heldBy)
    refuse(
      'unit_held',
      { about: heldBy },
      'You have something open about this one already. It goes on there, and a person can help you.',
    )
  for (const unit of partly) await unsettleUnits(work, [unit.id], unit.settled_by ?? undefined)
  const made = await give(work, { notice, recall, remedy, units: open })
  await saveNotice(work, notice, {
    state: noticeMachine.next(notice.state, 'answer'),
    choice: remedy,
    seen_at: notice.seen_at ?? work.now,
    answered_at: work.now,
    answered_by: actorKey(work.actor),
    remind_at: null,
    ...made,
  })
  await work.emit(
    recallAnswered,
    { kind: 'recall_notice', id: notice.id, orderId: notice.order_id, customerId: notice.customer_id },
    { recallId: recall.id, noticeId: notice.id, choice: remedy },
  )
}

type Made = Partial<Pick<RecallNoticeRow, 'refund_id' | 'replacement_id' | 'return_id'>>

interface Giving {
  notice: RecallNoticeRow
  recall: RecallRow
  remedy: RecallRemedy
  units: UnitRow[]
}

async function give(work: Work, giving: Giving): Promise<Made> {
  const { notice, recall, remedy, units } = giving
  const order = await lockOrder(work, notice.order_id)
  const unitIds = units.map(({ id }) => id)
  const about = { kind: 'recall', id: notice.id }
  const goesBack = recall.instruction === 'return'
  if (remedy === 'refund' || remedy === 'store_credit') {
    // Money for what has to come back is due by the rules of the return.
    if (goesBack) return { return_id: await wayBack(work, order, giving, remedy) }
    const refund = await authorizeRefund(work, {
      order,
      unitIds,
      parts: { goods: true, shipping: true, fees: true },
      reason: 'recall',
      about,
      ...(remedy === 'store_credit' ? { target: 'store_credit' as const } : {}),
    })
    if (!refund) return refuse('exceeds_refundable', {}, 'This has been paid back already. Have a look at your order.')
    await settleUnits(work, unitIds, `refund:${refund.id}`)
    return { refund_id: refund.id }
  }
  const replacement = await requestReplacement(work, {
    order,
    unitIds,
    about,
    deliveryRequirement: 'none',
    expectedBy: null,
    ...(remedy === 'repair_kit' ? { parts: `Repair kit: ${recall.title}` } : swapsOf(recall, order, units)),
  })
  if (!goesBack || remedy === 'repair_kit') return { replacement_id: replacement.row.id }
  const sent = await lockOrder(work, notice.order_id)
  return {
    replacement_id: replacement.row.id,
    return_id: await wayBack(work, sent, giving, 'none', replacement.row.id),
  }
}

async function wayBack(
  work: Work,
  order: OrderRecord,
  { notice, units }: Giving,
  resolution: 'refund' | 'store_credit' | 'none',
  replacementId?: string,
): Promise<string> {
  const { row } = await openReturn(work, {
    order,
    unitIds: units.map(({ id }) => id),
    reason: 'defective',
    origin: 'problem',
    about: { kind: 'recall', id: notice.id },
    resolution,
    ...(replacementId ? { advance: { replacementId, consent: null } } : {}),
  })
  return row.id
}

/** Another one for the same money: a recall never asks for more. */
function swapsOf(
  recall: RecallRow,
  order: OrderRecord,
  units: readonly UnitRow[],
): { swaps?: ReadonlyMap<string, UnitSwap> } {
  const toVariantId = recall.replacement_variant_id
  if (toVariantId === null) return {}
  const priceOf = (unit: UnitRow) => order.items.find(({ id }) => id === unit.item_id)?.unit_price_minor ?? 0
  return {
    swaps: new Map(
      units.map((unit) => [
        unit.id,
        {
          toVariantId,
          goodsMinor: unit.goods_minor,
          goodsTaxMinor: unit.goods_tax_minor,
          unitPriceMinor: priceOf(unit),
        },
      ]),
    ),
  }
}
