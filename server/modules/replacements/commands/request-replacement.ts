import { reserveStock, settleUnits, supersedeUnits, type OrderRecord, type UnitChange } from '#modules/orders'
import { actorKey } from '#platform/auth/actor'
import { assert, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { replacementRequested } from '../events.ts'
import { placeReplacement } from '../jobs/place-replacement.ts'
import type { ReplacementRecord } from '../queries.ts'
import type { ReplacementRow, ReplacementTables } from '../tables.ts'
import { assertMaySend, isForRecall } from '../withheld.ts'

const db = tablesOf<ReplacementTables>()

export interface ReplacementInput {
  /** Locked by the caller. */
  order: OrderRecord
  unitIds: readonly string[]
  about: { kind: string; id: string }
  deliveryRequirement: ReplacementRow['delivery_requirement']
  /** What the shopper was promised; it holds unless the storefront answers with a later one. */
  expectedBy: Date | null
  /** Another variant is sent instead, at its own price; the caller charges or refunds the difference. */
  swaps?: ReadonlyMap<string, UnitSwap>
  /** The caller has taken it from stock already, because the shopper pays a difference first. */
  stockTaken?: boolean
  /** Only these parts are sent, in the shopper's words: nothing is taken from stock. */
  parts?: string | null
  /** When the shopper, or a person for them, asked for exactly this; the rules' own offers are none. */
  askedAt?: Date | null
}

/** What a unit becomes in an exchange. */
export interface UnitSwap {
  toVariantId: string
  goodsMinor: number
  goodsTaxMinor: number
  unitPriceMinor: number
}

/**
 * Sends the same units again, or another variant of each: takes them from stock, lets new units carry the old ones' money (or what
 * the variant costs), and asks the storefront by a job. One living replacement per matter. Refuses `out_of_stock` when fewer are left than are needed,
 * and `product_unsafe` for what is not to be sent again.
 */
export async function requestReplacement(work: Work, input: ReplacementInput): Promise<ReplacementRecord> {
  const { order, about } = input
  const units = order.units.filter((unit) => input.unitIds.includes(unit.id))
  assert(units.length === input.unitIds.length && units.length > 0, 'the units belong to the order')
  // What waited for its payment was asked about before it was taken from stock, and is looked at again before it is placed.
  if (!input.stockTaken && !isForRecall(about))
    await assertMaySend(work, {
      order,
      unitIds: input.unitIds,
      variantOf: (unitId) => input.swaps?.get(unitId)?.toVariantId,
      askedAt: input.askedAt ?? null,
    })
  const sent = units.map((unit) => input.swaps?.get(unit.id)?.toVariantId ?? unit.variant_id)
  if (!input.stockTaken && !input.parts) await takeFromStock(work, sent)
  const id = work.newId('rep')
  const newUnitIds = await supersedeUnits(
    work,
    order.row.id,
    units.map((unit) => changeOf(unit.id, input.swaps?.get(unit.id))),
    {
      reason: 'replacement',
      about: { kind: 'replacement', id },
    },
  )
  await settleUnits(
    work,
    units.map((unit) => unit.id),
    `replacement:${id}`,
  )
  const row: ReplacementRow = {
    store_id: work.storeId,
    id,
    order_id: order.row.id,
    customer_id: order.row.customer_id,
    about_kind: about.kind,
    about_id: about.id,
    state: 'requested',
    ship_to: order.row.ship_to,
    delivery_requirement: input.deliveryRequirement,
    speed: 'same_or_faster',
    promised_by: input.expectedBy,
    expected_by: input.expectedBy,
    parts: input.parts ?? null,
    storefront_key: id,
    storefront_reference: null,
    refusal_code: null,
    requested_by: actorKey(work.actor),
    requested_at: work.now,
    decided_at: null,
    attempts: 0,
    last_tried_at: null,
    stop_asked_at: null,
    version: 1,
  }
  await db(work)
    .insertInto('replacement')
    .values({ ...row, ship_to: JSON.stringify(row.ship_to) as never })
    .execute()
  const unitRows = units.map((unit, index) => ({
    store_id: work.storeId,
    replacement_id: id,
    unit_id: unit.id,
    new_unit_id: newUnitIds[index] ?? '',
    variant_id: sent[index] ?? null,
  }))
  await db(work).insertInto('replacement_unit').values(unitRows).execute()
  await work.emit(
    replacementRequested,
    { kind: 'replacement', id, orderId: order.row.id, customerId: order.row.customer_id },
    {
      replacementId: id,
      unitIds: units.map((unit) => unit.id),
      newUnitIds,
    },
  )
  await work.enqueue(placeReplacement, { replacementId: id }, { key: id })
  return { row, units: unitRows }
}

function changeOf(unitId: string, swap: UnitSwap | undefined): UnitChange {
  if (!swap) return { unitId }
  const { toVariantId, goodsMinor, goodsTaxMinor, unitPriceMinor } = swap
  return { unitId, variantId: toVariantId, goodsMinor, goodsTaxMinor, unitPriceMinor }
}

/** Takes units of some variants from stock, all or none. Refuses `out_of_stock`, also where nobody knows how many there are. */
export async function takeFromStock(work: Work, variantIds: readonly (string | null)[]): Promise<void> {
  const wanted = new Map<string, number>()
  for (const variantId of variantIds) {
    if (variantId === null)
      refuse('out_of_stock', {}, 'We can’t tell whether this is in stock. You can have your money back right away.')
    wanted.set(variantId, (wanted.get(variantId) ?? 0) + 1)
  }
  const taken = await reserveStock(
    work,
    [...wanted].map(([variantId, quantity]) => ({ variantId, quantity })),
  )
  if (!taken) refuse('out_of_stock', {}, 'The last one was just taken. You can have your money back right away.')
}
