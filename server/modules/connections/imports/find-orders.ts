import { loadOrders, orderIdsByReference, type OrderRecord } from '#modules/orders'
import { parseReference } from '#platform/reference'
import type { Reader } from '#platform/work'
import type { RowProblem } from './row.ts'

/**
 * The ids of the orders that rows name: by the source's reference, our id, or `ref:<source>:<reference>`. Orders that do
 * not exist are absent.
 */
export async function orderIdsNamed(
  reader: Reader,
  source: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  const bySource = Map.groupBy(new Set(names), (name) => parseReference(name)?.source ?? source)
  const found = new Map<string, string>()
  for (const [from, named] of bySource) {
    const ids = await orderIdsByReference(
      reader,
      from,
      named.map((name) => parseReference(name)?.reference ?? name),
    )
    for (const name of named) {
      const id = ids.get(parseReference(name)?.reference ?? name)
      if (id) found.set(name, id)
    }
  }
  const asIds = [...new Set(names)].filter((name) => !found.has(name) && name.startsWith('ord_'))
  for (const order of await loadOrders(reader, asIds)) found.set(order.row.id, order.row.id)
  return found
}

/** The same with everything about each order. */
export async function ordersNamed(
  reader: Reader,
  source: string,
  names: readonly string[],
): Promise<Map<string, OrderRecord>> {
  const ids = await orderIdsNamed(reader, source, names)
  const orders = new Map((await loadOrders(reader, [...new Set(ids.values())])).map((order) => [order.row.id, order]))
  return new Map([...ids].flatMap(([name, id]) => (orders.has(id) ? [[name, orders.get(id) as OrderRecord]] : [])))
}

export function orderUnknown(name: string): { problem: RowProblem } {
  return {
    problem: {
      code: 'order_unknown',
      message: `There is no order "${name}". Import orders before what happened to them.`,
      param: 'order',
    },
  }
}
