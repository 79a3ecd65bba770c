import { loadOrders } from '#modules/orders'
import { storefrontPort, type ReplacementRequest, type StorefrontAddress } from '#modules/changes'
import { system } from '#platform/auth/actor'
import { assert } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { type PlacingOutcome, settleReplacement } from '../commands/settle-replacement.ts'
import { findReplacement, type ReplacementRecord } from '../queries.ts'
import type { ReplacementTables } from '../tables.ts'
import { isForRecall, isWithheld } from '../withheld.ts'

const db = tablesOf<ReplacementTables>()

/**
 * Asks the storefront to send a replacement. The key is the replacement's own, so however often this runs, one is sent:
 * a retry looks the key up first.
 */
export const placeReplacement = job<{ replacementId: string }>(
  'replacements.place',
  { retryLimit: 20, retryDelaySeconds: 5, retryDelayMaxSeconds: 900 },
  async (context, { replacementId }) => {
    const record = await findReplacement(context.read(), replacementId)
    if (record.row.state !== 'requested') return
    const outcome = await ask(context, record)
    await context.transact((work) => settleReplacement(work, { replacementId, outcome }), system('replacements'))
  },
)

async function ask(context: JobContext, record: ReplacementRecord): Promise<PlacingOutcome> {
  const storefront = context.port(storefrontPort)
  const key = record.row.storefront_key
  if (record.row.attempts === 0 && (await isUnsafeNow(context.read(), record)))
    return { state: 'refused', reason: 'product_unsafe', variantReferences: [] }
  const request = await requestOf(context.read(), record)
  await noteTry(context, record)
  const known = record.row.attempts > 0 ? await storefront.lookUpReplacement(key) : undefined
  if (known) return known
  try {
    return await storefront.placeReplacement(request)
  } catch (error) {
    const done =
      error instanceof OutsideError && error.outcome === 'unknown'
        ? await storefront.lookUpReplacement(key).catch(() => undefined)
        : undefined
    if (done) return done
    throw error
  }
}

/** It hurt somebody, was stopped or recalled since it was asked for: it does not leave, and the money stands in for it. */
async function isUnsafeNow(reader: Reader, { row, units }: ReplacementRecord): Promise<boolean> {
  if (isForRecall({ kind: row.about_kind })) return false
  const [order] = await loadOrders(reader, [row.order_id])
  assert(order, 'a replacement belongs to an order')
  return await isWithheld(reader, {
    order,
    unitIds: units.map((unit) => unit.unit_id),
    variantOf: (unitId) => units.find((unit) => unit.unit_id === unitId)?.variant_id ?? undefined,
    askedAt: row.requested_at,
  })
}

/** Written before the call, so that a try whose end nobody saw is looked up before the next. */
async function noteTry(context: JobContext, { row }: ReplacementRecord): Promise<void> {
  await context.transact(async (work) => {
    await db(work)
      .updateTable('replacement')
      .set((set) => ({ attempts: set('attempts', '+', 1), last_tried_at: work.now }))
      .where('store_id', '=', work.storeId)
      .where('id', '=', row.id)
      .execute()
  }, system('replacements'))
}

async function requestOf(reader: Reader, { row, units }: ReplacementRecord): Promise<ReplacementRequest> {
  const [order] = await loadOrders(reader, [row.order_id])
  assert(order, 'a replacement belongs to an order')
  const byItem = new Map<string, { variantReference: string; quantity: number; replaces: string }>()
  for (const { unit_id, variant_id: sent } of units) {
    const unit = order.units.find((each) => each.id === unit_id)
    const item = order.items.find((each) => each.id === unit?.item_id)
    assert(unit && item, 'a replaced unit belongs to an item')
    const variantReference = order.variantReferences.get(sent ?? '') ?? unit.sku ?? item.reference
    const entry = byItem.get(`${item.id} ${variantReference}`) ?? {
      variantReference,
      quantity: 0,
      replaces: item.reference,
    }
    byItem.set(`${item.id} ${variantReference}`, { ...entry, quantity: entry.quantity + 1 })
  }
  return {
    key: row.storefront_key,
    orderReference: order.row.reference,
    items: [...byItem.values()],
    shipTo: storefrontAddress(row.ship_to),
    speed: 'express',
    ...(row.delivery_requirement === 'none' ? {} : { handover: row.delivery_requirement }),
    ...(row.parts ? { partsOnly: row.parts } : {}),
  }
}

/** An order's address as storefronts take it. */
function storefrontAddress(address: ReplacementRecord['row']['ship_to']): StorefrontAddress {
  return {
    name: address.name ?? '',
    line1: address.line1,
    ...(address.line2 ? { line2: address.line2 } : {}),
    city: address.city,
    ...(address.region ? { region: address.region } : {}),
    postalCode: address.postalCode ?? '',
    country: address.country,
  }
}
