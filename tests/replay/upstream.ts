import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

// The shapes of the public data set in tests/data/tau-retail (see SOURCE.md there).

export interface UpstreamOrder {
  order_id: string
  user_id: string
  address: UpstreamAddress
  items: { name: string; product_id: string; item_id: string; price: number; options: Record<string, string> }[]
  status: string
  payment_history: { transaction_type: 'payment' | 'refund'; amount: number; payment_method_id: string }[]
  cancel_reason?: string
  return_items?: string[]
  return_payment_method_id?: string
  exchange_items?: string[]
  exchange_new_items?: string[]
  exchange_payment_method_id?: string
  exchange_price_difference?: number
}

export interface UpstreamAddress {
  address1: string
  address2: string
  city: string
  country: string
  state: string
  zip: string
}

export interface UpstreamUser {
  address: UpstreamAddress
  payment_methods: Record<string, { id: string; source: string; balance?: number }>
}

export interface Step {
  name: string
  args: Record<string, unknown>
  expect: 'done' | 'refused'
  reason?: string
}

/** One task or probe: what a shopper asks for, in order, and what must be true afterwards. */
export interface Script {
  id: string
  flags: string[]
  userId: string
  steps: Step[]
  changed: { orders: Record<string, UpstreamOrder>; users: Record<string, UpstreamUser> }
}

export interface Upstream {
  orders: Record<string, UpstreamOrder>
  users: Record<string, UpstreamUser>
  scripts: Script[]
}

/** Reads the data set with all of its tasks and probes. */
export async function readUpstream(folder: string): Promise<Upstream> {
  const read = async <T>(name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as T
  const [orders, users, tasks, probes] = await Promise.all([
    read<Upstream['orders']>('orders.json'),
    read<Upstream['users']>('users.json'),
    read<{ id: string; flags: string[]; user_id: string; actions: Step[]; final_changed: Script['changed'] }[]>(
      'tasks.json',
    ),
    read<{ id: string; flags: string[]; as_user: string; steps: Step[]; final_changed: Script['changed'] }[]>(
      'probes.json',
    ),
  ])
  const scripts: Script[] = [
    ...tasks.map((task) => ({
      id: task.id,
      flags: task.flags,
      userId: task.user_id,
      steps: task.actions,
      changed: task.final_changed,
    })),
    ...probes.map((probe) => ({
      id: probe.id,
      flags: probe.flags,
      userId: probe.as_user,
      steps: probe.steps,
      changed: probe.final_changed,
    })),
  ]
  return {
    orders,
    users,
    scripts,
  }
}

/** The state of an order as far as it can be compared: cents, items and payments without order, entries of nothing left out. */
export function comparableOrder(order: UpstreamOrder): object {
  const cents = (amount: number) => Math.round(amount * 100)
  return {
    status: order.status,
    cancelReason: order.cancel_reason ?? null,
    returned: order.return_items ? [order.return_items.toSorted(), order.return_payment_method_id] : null,
    exchanged: order.exchange_items
      ? [
          order.exchange_items.toSorted(),
          (order.exchange_new_items ?? []).toSorted(),
          order.exchange_payment_method_id,
          cents(order.exchange_price_difference ?? 0),
        ]
      : null,
    address: comparableAddress(order.address),
    items: order.items.map((item) => `${item.item_id} ${cents(item.price)}`).toSorted(),
    payments: order.payment_history
      .filter((entry) => cents(entry.amount) !== 0)
      .map((entry) => `${entry.transaction_type} ${cents(entry.amount)} ${entry.payment_method_id}`)
      .toSorted(),
  }
}

/** A customer's own address and stored balances. */
export function comparableUser(user: UpstreamUser): object {
  return {
    address: comparableAddress(user.address),
    balances: Object.values(user.payment_methods)
      .filter((method) => method.source === 'gift_card')
      .map((method) => `${method.id} ${Math.round((method.balance ?? 0) * 100)}`)
      .toSorted(),
  }
}

function comparableAddress(address: UpstreamAddress): string {
  return [
    address.address1,
    address.address2,
    address.city,
    address.state,
    address.zip,
    address.country === 'USA' ? 'US' : address.country,
  ].join(' | ')
}
