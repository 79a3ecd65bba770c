import { loadVisibleConversations } from '#modules/conversations'
import { findCustomers } from '#modules/customers'
import { orderReferences } from '#modules/orders'
import { findStaff } from '#modules/staff'
import type { Occurrence } from '#platform/events/event'
import { searchEvents } from '#platform/events/search-events'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { AuditEntry } from './contract.ts'

export interface AuditQuery {
  staff?: string | undefined
  actor?: string | undefined
  name?: string | undefined
  about?: string | undefined
  everything?: 'true' | 'false' | undefined
  from?: string | undefined
  to?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/** Facts that only tell screens to look again: nobody did anything else by them. */
const refreshes = ['wall.changed', 'queue.changed', 'presence.changed']

/** A page of what happened, newest first. */
export async function searchAudit(
  reader: Reader,
  query: AuditQuery,
): Promise<{ data: AuditEntry[]; nextCursor: string | null }> {
  const limit = query.limit ?? limits.page.size
  const [kind = '', id = ''] = query.about?.split(':') ?? []
  const facts = await searchEvents(reader, {
    actor: query.staff ? `staff:${query.staff}` : query.actor,
    name: query.name,
    without: query.name || query.everything === 'true' ? [] : refreshes,
    about: query.about ? { kind, id } : undefined,
    from: query.from ? new Date(query.from) : undefined,
    to: query.to ? new Date(query.to) : undefined,
    before: query.cursor,
    limit: limit + 1,
  })
  const shown = facts.slice(0, limit)
  return {
    data: await present(reader, shown),
    nextCursor: facts.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

async function present(reader: Reader, facts: readonly Occurrence<unknown>[]): Promise<AuditEntry[]> {
  const nameOf = await namesOf(reader, facts)
  return facts.map((fact) => {
    const { kind, id, orderId, customerId } = fact.about
    return {
      id: fact.id,
      at: fact.at.toISOString(),
      name: fact.name,
      about: { kind, id, name: nameOf(id) || nameOf(orderId) || nameOf(customerId) },
      orderId: orderId ?? null,
      customerId: customerId ?? null,
      by: { key: fact.actor, name: nameOf(idOfActor(fact.actor)) },
      values: (fact.payload ?? {}) as Record<string, unknown>,
    }
  })
}

/** What people know somebody or something by that facts name; ids say what kind they are of. */
async function namesOf(reader: Reader, facts: readonly Occurrence<unknown>[]) {
  const ids = facts.flatMap(({ about, actor }) => [
    about.id,
    about.orderId ?? '',
    about.customerId ?? '',
    idOfActor(actor),
  ])
  const those = (prefix: string) => [...new Set(ids.filter((id) => id.startsWith(`${prefix}_`)))]
  const [people, shoppers, orders, conversations] = [
    await findStaff(reader, those('stf')),
    await findCustomers(reader, those('cus')),
    await orderReferences(reader, those('ord')),
    await loadVisibleConversations(reader, those('cnv')),
  ]
  return (id = ''): string =>
    people.get(id)?.name ?? shoppers.get(id)?.name ?? orders.get(id) ?? conversations.get(id)?.reference ?? ''
}

/** `guest:cus_…:ord_…` is the shopper. */
function idOfActor(actor: string): string {
  return actor.split(':')[1] ?? ''
}
