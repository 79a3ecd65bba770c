import { ScanInput, ShipmentInput } from '#contract/deliveries'
import type { OrderInput } from '#contract/orders'
import { addScans, findShipment, upsertShipments, type AddedScans, type ShipmentRecord } from '#modules/deliveries'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { createStore } from '#modules/stores'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { read, transact } from '#platform/work'
import { storeOrders } from './order-input.ts'

const actor = system('import')

/** A store in New York that sells in dollars. */
export async function openStore(
  app: App,
  facts: { name?: string; country?: string; timeZone?: string; publicUrl?: string } = {},
): Promise<void> {
  await transact(app, actor, (work) =>
    createStore(work, {
      name: 'Alder & Co',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@store.test',
      ...facts,
    }),
  )
}

/** Stores one order and answers it as it then is. */
export async function placeOrder(
  app: App,
  input: OrderInput,
  options: { history?: boolean } = {},
): Promise<OrderRecord> {
  const [outcome] = await storeOrders(app, [input], options)
  if (!outcome?.id || outcome.problem) throw new Error(outcome?.problem?.message ?? 'no order')
  return await orderNow(app, outcome.id)
}

/** An order as it is now. */
export async function orderNow(app: App, orderId: string): Promise<OrderRecord> {
  const [order] = await loadOrders(read(app, actor), [orderId])
  if (!order) throw new Error(`no order ${orderId}`)
  return order
}

/** Stores a parcel with everything of the order in it, unless `items` says otherwise. Answers its id. */
export async function sendParcel(
  app: App,
  order: OrderRecord,
  part: Record<string, unknown> = {},
  { history = false }: { history?: boolean } = {},
): Promise<string> {
  const input = ShipmentInput.parse({
    reference: `p-${order.row.reference}`,
    order: order.row.reference,
    carrier: 'Acme Post',
    trackingNumber: `T${order.row.reference}`,
    ...part,
  })
  const [outcome] = await transact(app, actor, (work) =>
    upsertShipments(work, 'import', [{ input, order }], { history: () => history }),
  )
  if (!outcome || outcome.problem) throw new Error(outcome?.problem?.message ?? 'no parcel')
  return outcome.id
}

/** Scans as a carrier sends them: `['2026-03-02T10:00:00Z', 'delivered', { place, proof }]`. */
export async function scan(
  app: App,
  shipmentId: string,
  scans: readonly (readonly [at: string, status: string, more?: Record<string, unknown>])[],
  { history = false }: { history?: boolean } = {},
): Promise<AddedScans> {
  const inputs = scans.map(([at, status, more = {}]) => ScanInput.parse({ at, status, ...more }))
  return await transact(app, actor, (work) => addScans(work, shipmentId, inputs, { history }))
}

/** A parcel as it is now. */
export async function parcelNow(app: App, shipmentId: string): Promise<ShipmentRecord> {
  return await findShipment(read(app, actor), shipmentId)
}
