import { loadOrders } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { assert } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { settleChange } from '../commands/settle-change.ts'
import { type ChangeOutcome, type ChangeRequest, type StorefrontAddress, storefrontPort } from '../ports.ts'
import { type ChangeRecord, findChange } from '../queries.ts'

/** Asks the storefront to carry a change out, under the change's own key: however often this runs, it is done once. */
export const applyChange = job<{ changeId: string }>(
  'changes.apply',
  { retryLimit: 20, retryDelaySeconds: 5, retryDelayMaxSeconds: 900 },
  async (context, { changeId }) => {
    const record = await findChange(context.read(), changeId)
    if (record.row.state !== 'pending') return
    const outcome = await ask(context, record)
    await context.transact((work) => settleChange(work, { changeId, outcome }), system('changes'))
  },
)

/** Asks what became of a change that the storefront answers later; a notice of theirs is only a hint to look. */
export const lookUpChange = job<{ changeId: string }>(
  'changes.look-up',
  { retryLimit: 10, retryDelaySeconds: 5, retryDelayMaxSeconds: 600 },
  async (context, { changeId }) => {
    const record = await findChange(context.read(), changeId)
    if (record.row.state !== 'pending' && record.row.state !== 'review') return
    const outcome = await context.port(storefrontPort).lookUp(record.row.storefront_key)
    if (!outcome) return
    await context.transact((work) => settleChange(work, { changeId, outcome }), system('changes'))
  },
)

async function ask(context: JobContext, record: ChangeRecord): Promise<ChangeOutcome> {
  const storefront = context.port(storefrontPort)
  const key = record.row.storefront_key
  const known = context.retryCount > 0 ? await storefront.lookUp(key) : undefined
  if (known) return known
  try {
    return await storefront.applyChange(await requestOf(context, record))
  } catch (error) {
    const done = error instanceof OutsideError && error.outcome === 'unknown' ? await storefront.lookUp(key).catch(() => undefined) : undefined
    if (done) return done
    throw error
  }
}

async function requestOf(context: JobContext, { row, units }: ChangeRecord): Promise<ChangeRequest> {
  const [order] = await loadOrders(context.read(), [row.order_id])
  assert(order, 'a change belongs to an order')
  const base = { key: row.storefront_key, orderReference: order.row.reference }
  const counted = (to: (variantId: string | null) => string) => {
    const entries = new Map<string, { itemReference: string; quantity: number; toVariantReference: string }>()
    for (const { unit_id, to_variant_id } of units) {
      const item = order.items.find((each) => each.id === order.units.find((unit) => unit.id === unit_id)?.item_id)
      assert(item, 'a changed unit belongs to an item')
      const target = to(to_variant_id)
      const entry = entries.get(`${item.id} ${target}`) ?? { itemReference: item.reference, quantity: 0, toVariantReference: target }
      entries.set(`${item.id} ${target}`, { ...entry, quantity: entry.quantity + 1 })
    }
    return [...entries.values()]
  }
  switch (row.kind) {
    case 'cancel':
      return {
        ...base, kind: 'cancel', ...(row.reason ? { reason: row.reason } : {}),
        items: row.details.wholeOrder ? [] : counted(() => '').map(({ itemReference, quantity }) => ({ itemReference, quantity })),
      }
    case 'address':
      return { ...base, kind: 'address', shipTo: storefrontAddress(row.details.address) }
    case 'variant':
      return { ...base, kind: 'variant', items: counted((variantId) => order.variantReferences.get(variantId ?? '') ?? variantId ?? '') }
    case 'payment':
      return { ...base, kind: 'payment', tenderReference: row.details.paymentMethodId ?? '' }
  }
}

function storefrontAddress(address: ChangeRecord['row']['details']['address']): StorefrontAddress {
  assert(address, 'an address change carries an address')
  return {
    name: address.name ?? '', line1: address.line1, ...(address.line2 ? { line2: address.line2 } : {}), city: address.city,
    ...(address.region ? { region: address.region } : {}), postalCode: address.postalCode ?? '', country: address.country,
  }
}
