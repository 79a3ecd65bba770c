import { doors } from '../../harness/goods.ts'
import type { PlacedOrder, Simulation } from '../simulation.ts'

interface Action {
  action: string
  kinds?: string[]
}

interface ShownOrder {
  allowed: Action[]
  items: { id: string; allowed: Action[] }[]
}

/** What a page offers can be done: the button that is shown is never answered with a no. */
export async function doWhatIsAllowed(sim: Simulation): Promise<void> {
  const { chance } = sim
  const placed = chance.pick(sim.orders)
  if (!placed) return
  const who = `shopper:${placed.customer}`
  const { body } = await sim.ask({ who, route: 'GET /orders/:id', input: { id: placed.id } })
  const shown = body as ShownOrder
  const offers = [
    ...shown.allowed.map((allowed) => ({ allowed, item: undefined })),
    ...shown.items.flatMap((item) => item.allowed.map((allowed) => ({ allowed, item: item.id }))),
  ]
  const offer = chance.pick(offers.filter(({ allowed, item }) => requestOf(sim, placed, allowed, item) !== undefined))
  const request = offer && requestOf(sim, placed, offer.allowed, offer.item)
  if (!offer || !request) return
  const said = await sim.ask({ who, ...request, kind: `as shown: ${offer.allowed.action}` })
  if (!said.ok)
    sim.wrong(
      `${placed.row.reference} offers ${JSON.stringify(offer.allowed)}, which is answered ${said.status} ${said.code} to ${JSON.stringify(request.input)}`,
    )
}

function requestOf(
  sim: Simulation,
  placed: PlacedOrder,
  { action, kinds }: Action,
  item: string | undefined,
): { route: string; input: Record<string, unknown> } | undefined {
  const change = (kind: string, more: Record<string, unknown>) => ({
    route: 'POST /changes',
    input: { order: placed.id, kind, ...more, confirm: true },
  })
  if (action === 'cancel' || action === 'request_cancel')
    return change('cancel', item ? { items: [{ item, quantity: 1 }] } : {})
  if (action === 'change_address' && !item) return change('address', { address: doors.oak })
  const kind = kinds?.[0]
  if (action === 'problem' && item && kind) return { route: 'POST /problems', input: { item, kind } }
  return undefined
}
