import { sql } from 'kysely'
import { openConversationsOfIncident, postMessage } from '#modules/conversations'
import { findCustomers } from '#modules/customers'
import { findStore } from '#modules/stores'
import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { incidentTold } from '../events.ts'
import { hitsAmong } from '../hits.ts'
import type { IncidentTables } from '../tables.ts'

const db = tablesOf<IncidentTables>()

/**
 * Tells everybody whom an incident still hits, some at a time; who was told is written in the same transaction, so that nobody
 * is twice.
 */
export const tellShoppers = job<{ messageId: string }>(
  'incidents.tell-shoppers',
  { retryLimit: 10, timeoutSeconds: 900, concurrency: 1 },
  async (context, { messageId }) => {
    let after: string | undefined = ''
    while (after !== undefined) {
      const last: string = after
      after = await context.transact((work) => tellSome(work, messageId, last))
    }
  },
)

/** Tells the next ones after a shopper; answers the last of them, undefined when there are no more. */
async function tellSome(work: Work, messageId: string, after: string): Promise<string | undefined> {
  const message = await db(work)
    .selectFrom('incident_message')
    .innerJoin('incident', (join) =>
      join
        .onRef('incident.store_id', '=', 'incident_message.store_id')
        .onRef('incident.id', '=', 'incident_message.incident_id'),
    )
    .select(['incident_message.incident_id', 'incident_message.text', 'incident_message.at', 'incident.filter'])
    .where('incident_message.store_id', '=', work.storeId)
    .where('incident_message.id', '=', messageId)
    .forUpdate('incident_message')
    .executeTakeFirstOrThrow()
  const shoppers = await nextShoppers(work, messageId, message, after)
  const customerIds = shoppers.map(({ customer_id }) => customer_id)
  if (customerIds.length === 0) return undefined
  const hits = await hitsAmong(
    work,
    message.filter,
    shoppers.flatMap(({ order_ids }) => order_ids),
  )
  const hit = new Set(hits.map(({ id }) => id))
  const told = shoppers
    .map(({ customer_id: customerId, order_ids }) => ({ customerId, orderIds: order_ids.filter((id) => hit.has(id)) }))
    .filter(({ orderIds }) => orderIds.length > 0)
  await tell(work, messageId, message, await byPerson(work, told))
  return customerIds.at(-1)
}

interface Told {
  customerId: string
  /** Under which accounts the orders were placed: itself, and what was merged into it. */
  accounts: string[]
  orderIds: string[]
}

/** Accounts with the same proved address are one shopper, and are told once; those merged by hand each at their own address. */
async function byPerson(work: Work, shoppers: readonly { customerId: string; orderIds: string[] }[]): Promise<Told[]> {
  const people = await findCustomers(
    work,
    shoppers.map(({ customerId }) => customerId),
  )
  const groups = Map.groupBy(shoppers, ({ customerId }) => people.get(customerId)?.id ?? customerId)
  return [...groups].map(([customerId, each]) => ({
    customerId,
    accounts: [...new Set([customerId, ...each.map((shopper) => shopper.customerId)])],
    orderIds: each.flatMap(({ orderIds }) => orderIds),
  }))
}

async function nextShoppers(
  work: Work,
  messageId: string,
  { incident_id, at }: { incident_id: string; at: Date },
  after: string,
) {
  return await db(work)
    .selectFrom('incident_order')
    .select(['customer_id', sql<string[]>`array_agg(order_id order by order_id)`.as('order_ids')])
    .where('store_id', '=', work.storeId)
    .where('incident_id', '=', incident_id)
    .where('found_at', '<=', at)
    .where('customer_id', '>', after)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('incident_recipient')
            .select('incident_recipient.message_id')
            .whereRef('incident_recipient.store_id', '=', 'incident_order.store_id')
            .whereRef('incident_recipient.customer_id', '=', 'incident_order.customer_id')
            .where('incident_recipient.message_id', '=', messageId),
        ),
      ),
    )
    .groupBy('customer_id')
    .orderBy('customer_id')
    .limit(limits.incidents.toldAtOnce)
    .execute()
}

async function tell(
  work: Work,
  messageId: string,
  { incident_id: incidentId, text }: { incident_id: string; text: string },
  shoppers: readonly Told[],
): Promise<void> {
  if (shoppers.length === 0) return
  const open = await openConversationsOfIncident(
    work,
    incidentId,
    shoppers.flatMap(({ accounts }) => accounts),
  )
  const conversationOf = ({ accounts }: Told) => accounts.map((id) => open.get(id)).find((id) => id !== undefined)
  // Whoever was told under another account of theirs has been told.
  const noted = await db(work)
    .insertInto('incident_recipient')
    .values(
      shoppers.map((shopper) => ({
        store_id: work.storeId,
        message_id: messageId,
        customer_id: shopper.customerId,
        conversation_id: conversationOf(shopper) ?? null,
        told_at: work.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('customer_id')
    .execute()
  const fresh = new Set(noted.map(({ customer_id }) => customer_id))
  const { name } = await findStore(work)
  for (const shopper of shoppers.filter(({ customerId }) => fresh.has(customerId))) {
    const { customerId, orderIds } = shopper
    const conversationId = conversationOf(shopper)
    if (conversationId) {
      const clientId = `incident-message:${messageId}`
      await postMessage(work, { id: conversationId, text, clientId, author: { kind: 'system', id: null, name } })
    } else {
      await work.emit(
        incidentTold,
        { kind: 'incident', id: incidentId, customerId },
        { incidentId, messageId, customerId, orderIds, text },
      )
    }
  }
}
