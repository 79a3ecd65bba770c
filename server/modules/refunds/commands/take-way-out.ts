import { findOrder, heirOf, lockOrder, markMoneyMoved, settleUnits, type OrderRecord } from '#modules/orders'
import { loadPolicyNow, resolvePolicy } from '#modules/policy'
import { assertNotOwn } from '#modules/staff'
import { assert, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { OrderBalance } from '../balance.ts'
import type { Refund, TakeWayOut } from '../contract.ts'
import { balancesOf } from '../load-balances.ts'
import { arrivalOf, type PlannedMovement } from '../plan-refund.ts'
import { coveredBy } from '../plan-shares.ts'
import { presentRefunds } from '../present.ts'
import { loadRefunds, type RefundDetail } from '../queries.ts'
import type { Cell, Line } from '../spread.ts'
import type { MovementRow, RefundLineRow, RefundTables } from '../tables.ts'
import { openFailures, waysOutOf, type WayOut } from '../ways-out.ts'
import { tell, writeRefund } from './authorize-refund.ts'

const db = tablesOf<RefundTables>()

/**
 * Money of a refund that did not arrive is taken another way: as store credit, or on another of the shopper's own methods.
 * It becomes a refund of its own, for exactly the same things, under the same ceilings, once.
 * Answers the new refund. Refuses `not_possible_now`, `way_not_offered`, `destination_not_allowed`, `own_order`.
 */
export async function takeWayOut(work: Work, { id, to, paymentMethodId }: TakeWayOut): Promise<Refund> {
  const [known] = await loadRefunds(work, [id])
  if (!known) return notFound('refund')
  await findOrder(work, known.row.order_id, 'refund')
  const order = await lockOrder(work, known.row.order_id)
  if (work.actor.kind === 'staff') await assertNotOwn(work, order.row.customer_id)
  const [detail] = await loadRefunds(work, [id])
  const balance = (await balancesOf(work, [order])).get(order.row.id)
  assert(detail && balance, 'the refund is still there under the lock')
  const way = await chosenWay(work, { order, detail, balance }, { to, paymentMethodId })
  await checkDestination(work, order, way)
  const madeId = await makeGood(work, { order, detail, balance }, way)
  const [shown] = await presentRefunds(work, [madeId])
  assert(shown, 'a refund that was just made can be shown')
  return shown
}

interface Known {
  order: OrderRecord
  detail: RefundDetail
  balance: OrderBalance
}

async function chosenWay(
  work: Work,
  { order, detail, balance }: Known,
  { to, paymentMethodId }: Pick<TakeWayOut, 'to' | 'paymentMethodId'>,
): Promise<WayOut> {
  const ways = await waysOutOf(work, order, detail, balance)
  if (ways.length === 0)
    return refuse('not_possible_now', {}, 'This money has been taken care of already, so there’s nothing to choose.')
  const way = ways.find((each) => each.to === to && each.paymentMethodId === (paymentMethodId ?? null))
  return (
    way ??
    refuse(
      'way_not_offered',
      { ways: ways.map((each) => ({ to: each.to, paymentMethodId: each.paymentMethodId, label: each.label })) },
      'We can’t send it there. Pick one of the ways we offer, such as store credit.',
    )
  )
}

/** Where an agent may send money is a rule of its own (`agent.refund_destination`); a shopper chooses freely among the ways. */
async function checkDestination(work: Work, order: OrderRecord, { kind }: WayOut): Promise<void> {
  if (work.actor.kind !== 'staff') return
  const policy = resolvePolicy((await loadPolicyNow(work)).ruleset, { country: order.row.ship_to_country })
  const allowed = policy.get('agent.refund_destination')
  const needed = kind === 'balance' ? 'store_balance' : kind === 'tender' ? 'original' : null
  if (needed === null || !allowed.some((each) => each === needed))
    refuse(
      'destination_not_allowed',
      { allowed },
      'An agent can’t send money there. The shopper can choose it themselves.',
    )
}

async function makeGood(work: Work, { order, detail, balance }: Known, way: WayOut): Promise<string> {
  const { row } = detail
  const failed = openFailures(detail)
  const planned = await Promise.all(failed.map((movement) => plannedOf(work, order, detail, movement, way)))
  const lines = planned.flatMap((movement) => movement.lines)
  const input = {
    order,
    reason: row.reason,
    about: row.about_kind !== null && row.about_id !== null ? { kind: row.about_kind, id: row.about_id } : null,
  }
  const written = await writeRefund(work, input, planned, 'refund')
  await markMadeGood(work, failed, written.id)
  await settleUnits(work, coveredUnits(order, lines, balance), `refund:${written.id}`)
  const unitIds = [...new Set(lines.flatMap((line) => line.unitId ?? []))]
  await markMoneyMoved(work, unitIds)
  await tell(work, written, input, unitIds)
  return written.id
}

async function plannedOf(
  work: Work,
  order: OrderRecord,
  detail: RefundDetail,
  movement: MovementRow,
  way: WayOut,
): Promise<PlannedMovement> {
  const tender =
    way.kind === 'tender'
      ? order.tenders.find((each) => each.payment_method_id === way.paymentMethodId)
      : order.tenders.find((each) => each.id === movement.tender_id)
  const atOnce = way.kind === 'balance'
  const target: Pick<PlannedMovement, 'targetKind' | 'targetId' | 'methodId'> =
    way.to === 'store_credit'
      ? { targetKind: 'store_credit', targetId: order.row.customer_id, methodId: null }
      : way.kind === 'tender'
        ? { targetKind: 'tender', targetId: tender?.id ?? '', methodId: null }
        : {
            targetKind: 'method',
            targetId: way.paymentMethodId ?? '',
            methodId: atOnce ? way.paymentMethodId : null,
          }
  return {
    tenderId: tender?.id ?? null,
    ...target,
    label: way.label,
    amountMinor: movement.amount_minor,
    atOnce,
    expectedBy: await arrivalOf(work, order, atOnce ? null : (tender ?? null)),
    lines: detail.lines.filter((line) => line.movement_id === movement.id).map((line) => lineFrom(order, line)),
  }
}

/** The same money for the same things, or for what stands for them now. */
function lineFrom(order: OrderRecord, line: RefundLineRow): Line {
  return {
    unitId: line.unit_id === null ? null : (heirOf(order, line.unit_id)?.id ?? line.unit_id),
    goodsMinor: line.goods_minor,
    goodsTaxMinor: line.goods_tax_minor,
    shippingMinor: line.shipping_minor,
    shippingTaxMinor: line.shipping_tax_minor,
    feeMinor: line.fee_minor,
    otherMinor: line.other_minor,
  }
}

function coveredUnits(order: OrderRecord, lines: readonly Line[], balance: OrderBalance): string[] {
  const goods = new Map<string, number>()
  for (const line of lines)
    if (line.unitId !== null && line.goodsMinor > 0)
      goods.set(line.unitId, (goods.get(line.unitId) ?? 0) + line.goodsMinor)
  const cells = [...goods].map(([unitId, amountMinor]): Cell => ({ unitId, part: 'goods', amountMinor }))
  const open = new Set(order.units.filter((unit) => unit.settled_by === null).map((unit) => unit.id))
  return coveredBy(cells, balance).filter((unitId) => open.has(unitId))
}

async function markMadeGood(work: Work, failed: readonly MovementRow[], refundId: string): Promise<void> {
  await db(work)
    .updateTable('refund_movement')
    .set((set) => ({ made_good_by: refundId, version: set('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where(
      'id',
      'in',
      failed.map((movement) => movement.id),
    )
    .execute()
}
