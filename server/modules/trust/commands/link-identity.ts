import { sql } from 'kysely'
import { findSharedContacts } from '#modules/customers'
import { customersOfOrders, findSharedTenders } from '#modules/orders'
import { storePolicy } from '#modules/stores'
import type { Work } from '#platform/work'
import { linksAccounts } from '../rules.ts'

/** Notes which other accounts belong to the same person, by what they share. A shared address alone never links. */
export async function linkIdentity(work: Work, customerId: string): Promise<void> {
  await linkIdentities(work, [customerId])
}

/** The same for many at once, as imports need it. Links are never taken back by this: what once was shared stays known. */
export async function linkIdentities(work: Work, customerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(customerIds)].sort()
  if (ids.length === 0) return
  const contacts = await findSharedContacts(work, ids)
  const tenders = await findSharedTenders(work, ids)
  if (contacts.length + tenders.length === 0) return
  const shared = new Map<string, Set<string>>()
  for (const { customerId, otherId, by } of [
    ...contacts,
    ...tenders.map((each) => ({ ...each, by: 'payment_token' })),
  ]) {
    const pair = [customerId, otherId].sort().join(' ')
    shared.set(pair, (shared.get(pair) ?? new Set()).add(by))
  }
  const policy = await storePolicy(work)
  const links = [...shared]
    .filter(([, by]) => linksAccounts(policy, [...by]))
    .flatMap(([pair, by]) => {
      const [one = '', other = ''] = pair.split(' ')
      return [
        { one, other, by: [...by].sort() },
        { one: other, other: one, by: [...by].sort() },
      ]
    })
  await write(work, links)
}

/** The same for whoever placed some orders: a card that paid one may be known from elsewhere. */
export async function linkIdentitiesOfOrders(work: Work, orderIds: readonly string[]): Promise<void> {
  await linkIdentities(work, await customersOfOrders(work, orderIds))
}

async function write(work: Work, links: { one: string; other: string; by: string[] }[]): Promise<void> {
  if (links.length === 0) return
  await sql`
    insert into trust_link (store_id, customer_id, linked_customer_id, linked_by, created_at)
    select ${work.storeId}, one, other, by, ${work.now}
    from json_to_recordset(${JSON.stringify(links)}::json) as link(one text, other text, by text[])
    order by one, other
    on conflict (store_id, customer_id, linked_customer_id) do update
      set linked_by = (select array_agg(distinct each order by each) from unnest(trust_link.linked_by || excluded.linked_by) as each)
      where not excluded.linked_by <@ trust_link.linked_by`.execute(work.db)
}
