import { sql, type RawBuilder } from 'kysely'
import { reachableIdsOf } from '#modules/customers'
import { visibleTeams } from '#modules/staff'
import type { Reader } from '#platform/work'

/** Which conversations somebody may see at all. */
export type Sight =
  | { kind: 'all' }
  /** Without a team, and those of these teams. */
  | { kind: 'teams'; teamIds: string[] }
  /** A shopper's own; of a guest only those about the order that they proved. */
  | { kind: 'customer'; customerIds: string[]; orderId: string | null }
  | { kind: 'visitor'; visitorId: string }
  | { kind: 'seller'; sellerId: string }
  | { kind: 'none' }

/** What the reader's actor may see. */
export async function sightOf(reader: Reader): Promise<Sight> {
  const { actor } = reader
  switch (actor.kind) {
    case 'system':
    case 'key':
      return { kind: 'all' }
    case 'staff': {
      const teams = await visibleTeams(reader)
      return teams === 'all' ? { kind: 'all' } : { kind: 'teams', teamIds: teams }
    }
    case 'shopper':
    case 'guest': {
      const known = await reachableIdsOf(reader, actor.customerId)
      const customerIds = known.length > 0 ? known : [actor.customerId]
      return { kind: 'customer', customerIds, orderId: actor.kind === 'guest' ? actor.orderId : null }
    }
    case 'visitor':
      return { kind: 'visitor', visitorId: actor.visitorId }
    case 'seller':
      return { kind: 'seller', sellerId: actor.sellerId }
    case 'anonymous':
      return { kind: 'none' }
  }
}

/**
 * The condition under which a row of `conversation` may be seen by the reader's actor, for every query that shows, counts or
 * finds conversations. A merged one is in the team of the one it is shown with, so that the row itself says it.
 * @param alias how the query calls the table
 */
export async function visibleConversations(reader: Reader, alias = 'conversation'): Promise<RawBuilder<boolean>> {
  return seenBy(await sightOf(reader), alias)
}

/** Whether the reader's actor may see one conversation of a shopper and not another: what was merged is not one for them. */
export function seesOneMatter({ actor }: Reader): boolean {
  return actor.kind === 'guest' || actor.kind === 'seller'
}

/** The same for a sight that is known already. */
export function seenBy(sight: Sight, alias = 'conversation'): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  switch (sight.kind) {
    case 'all':
      return sql<boolean>`true`
    case 'none':
      return sql<boolean>`false`
    case 'teams':
      return sql<boolean>`(${column('team_id')} is null or ${column('team_id')} = any(${sight.teamIds}))`
    case 'customer':
      return sight.orderId === null
        ? sql<boolean>`${column('customer_id')} = any(${sight.customerIds})`
        : sql<boolean>`(${column('customer_id')} = any(${sight.customerIds}) and ${column('order_id')} = ${sight.orderId})`
    // Once it turned out whose it is, only signing in shows it: the browser may stand in a library.
    case 'visitor':
      return sql<boolean>`(${column('visitor_id')} = ${sight.visitorId} and ${column('customer_id')} is null)`
    case 'seller':
      return sql<boolean>`exists (
        select 1 from participant as seen
        where seen.store_id = ${column('store_id')} and seen.conversation_id = ${column('id')}
          and seen.kind = 'seller' and seen.ref_id = ${sight.sellerId} and seen.left_at is null)`
  }
}
