import { loadOrders } from '#modules/orders'
import { storefrontPort, type ReplacementOutcome, type StorefrontAddress } from '#modules/changes'
import { system } from '#platform/auth/actor'
import { assert } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { settleReplacement } from '../commands/settle-replacement.ts'
import { findReplacement, type ReplacementRecord } from '../queries.ts'

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

async function ask(context: JobContext, record: ReplacementRecord): Promise<ReplacementOutcome> {
  const storefront = context.port(storefrontPort)
  const key = record.row.storefront_key
  if (context.retryCount > 0 || record.row.attempts > 0) {
    const known = await storefront.lookUpReplacement(key)
    if (known) return known
  }
  const request = await requestOf(context, record)
  try {
    return await storefront.placeReplacement(request)
  } catch (error) {
    const known = error instanceof OutsideError && error.outcome === 'unknown' ? await storefront.lookUpReplacement(key).catch(() => undefined) : undefined
    if (known) return known
    throw error
  }
}

async function requestOf(context: JobContext, { row, units }: ReplacementRecord) {
  const [order] = await loadOrders(context.read(), [row.order_id])
  assert(order, 'a replacement belongs to an order')
  const byItem = new Map<string, { variantReference: string; quantity: number; replaces: string }>()
  for (const { unit_id } of units) {
    const unit = order.units.find((each) => each.id === unit_id)
    const item = order.items.find((each) => each.id === unit?.item_id)
    assert(unit && item, 'a replaced unit belongs to an item')
    const variantReference = order.variantReferences.get(unit.variant_id ?? '') ?? unit.sku ?? item.reference
    const entry = byItem.get(`${item.id} ${variantReference}`) ?? { variantReference, quantity: 0, replaces: item.reference }
    byItem.set(`${item.id} ${variantReference}`, { ...entry, quantity: entry.quantity + 1 })
  }
  return {
    key: row.storefront_key,
    orderReference: order.row.reference,
    items: [...byItem.values()],
    shipTo: storefrontAddress(row.ship_to),
    speed: 'express' as const,
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
