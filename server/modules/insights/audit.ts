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
  from?: string | undefined
  to?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

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
  const people = await findStaff(
    reader,
    facts.flatMap(({ actor }) => (actor.startsWith('staff:') ? [actor.slice('staff:'.length)] : [])),
  )
  return facts.map((fact) => ({
    id: fact.id,
    at: fact.at.toISOString(),
    name: fact.name,
    about: { kind: fact.about.kind, id: fact.about.id },
    orderId: fact.about.orderId ?? null,
    customerId: fact.about.customerId ?? null,
    by: { key: fact.actor, name: people.get(fact.actor.slice('staff:'.length))?.name ?? '' },
    values: (fact.payload ?? {}) as Record<string, unknown>,
  }))
}
