import type { FastifyReply, FastifyRequest } from 'fastify'
import { findMember } from '#modules/sellers'
import { findStaff } from '#modules/staff'
import type { Actor } from '#platform/auth/actor'
import { startSession } from '#platform/auth/start-session'
import type { RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ConnectionTables, DemoPersonRow } from '../tables.ts'
import { requireDemonstration } from './require-demonstration.ts'

const db = tablesOf<ConnectionTables>()

interface DemoPerson {
  id: string
  kind: 'shopper' | 'staff' | 'seller'
  name: string
  words: string
  role: string | null
  orderReference: string | null
}

/** Who can be played in the demonstration store, shoppers first, and who of them asks. */
export async function listDemoPeople(
  { app, actor, read }: RawContext<object>,
  request: FastifyRequest,
): Promise<{ data: DemoPerson[]; you: string | null }> {
  requireDemonstration(app, request)
  const reader = read()
  const rows = await db(reader)
    .selectFrom('demo_person')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .orderBy('position')
    .execute()
  const own = personIdOf(actor)
  return {
    you: rows.find(({ person_id }) => person_id === own)?.id ?? null,
    data: rows.map(({ id, kind, name, words, role, order_reference: orderReference }) => ({
      id,
      kind,
      name,
      words,
      role,
      orderReference,
    })),
  }
}

/** Signs in as one of the people, without a password. */
export async function beDemoPerson(
  { app, input, read }: RawContext<{ person: string }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ done: true; goTo: string }> {
  requireDemonstration(app, request)
  const reader = read()
  const person = await db(reader)
    .selectFrom('demo_person')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', input.person)
    .executeTakeFirst()
  if (!person) notFound('person')
  await startSession(app, reply, await actorOf(reader, person))
  return { done: true, goTo: homes[person.kind] }
}

const homes = { shopper: '/orders', staff: '/console', seller: '/seller' } as const

function personIdOf(actor: Actor): string | undefined {
  switch (actor.kind) {
    case 'staff':
      return actor.staffId
    case 'shopper':
      return actor.customerId
    case 'seller':
      return actor.memberId
    default:
      return undefined
  }
}

async function actorOf(reader: Reader, { kind, person_id: id }: DemoPersonRow): Promise<Actor> {
  if (kind === 'shopper') return { kind, customerId: id }
  if (kind === 'seller') {
    const member = await findMember(reader, id)
    return member ? { kind, sellerId: member.sellerId, memberId: id, role: member.role } : notFound('person')
  }
  const person = (await findStaff(reader, [id])).get(id)
  return person ? { kind, staffId: id, role: person.role } : notFound('person')
}
