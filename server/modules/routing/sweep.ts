import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { goOnByMail } from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import { addHours, addMinutes } from '#platform/time'
import { read, transact, type Reader, type Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { ensureContact } from './commands/ensure-contact.ts'
import { passAllOf, passContact } from './commands/pass-contact.ts'
import { returnContact } from './commands/return-contact.ts'
import { lockContact } from './contacts.ts'
import { handOutWaiting } from './hand-out.ts'
import { lockRouting } from './lock-routing.ts'
import { openStates } from './machine.ts'
import { silentFor } from './people.ts'
import { routingPolicy } from './policy.ts'
import { markGone } from './presence.ts'
import type { RoutingTables } from './tables.ts'
import { unattendedChats } from './unattended.ts'

const db = tablesOf<RoutingTables>()
const actor = system('routing.sweep')

/**
 * Looks again at everything, whatever was or was not heard of: who vanished, which offers ran out, who waits without a contact,
 * and hands out what waits. A part that fails does not keep the others from running.
 */
export const routingSweep = schedule(
  'routing.sweep',
  { everySeconds: limits.routing.sweepSeconds, leaseSeconds: limits.routing.sweepLeaseSeconds },
  async ({ app }) => await sweepRouting(app),
)

export async function sweepRouting(app: App): Promise<void> {
  const reader = read(app, actor)
  const { graceSeconds } = await routingPolicy(reader)
  const failures: unknown[] = []
  const step = async (run: (work: Work) => Promise<unknown>) => {
    try {
      await transact(app, actor, async (work) => {
        await lockRouting(work)
        await run(work)
      })
    } catch (error) {
      failures.push(error)
    }
  }
  if (await somebodyIsSilent(reader, graceSeconds)) await step((work) => leaveToOthers(work, graceSeconds))
  for (const id of await heldByNobody(reader, graceSeconds)) await step((work) => takeBack(work, id, graceSeconds))
  for (const id of await overdueOffers(reader)) await step((work) => endOffer(work, id))
  for (const id of await forgotten(reader, limits.routing.forgottenOldSeconds))
    await step((work) => ensureContact(work, id))
  if (await somethingWaits(reader)) await step(handOutWaiting)
  for (const id of await unattendedChats(reader)) await step((work) => goOnByMail(work, id, 'closed'))
  if (failures.length > 0) throw new AggregateError(failures, 'Parts of the look at queues failed.')
}

/** The same for whoever has waited for long: a look at everybody, which takes longer. */
export const forgottenSweep = schedule(
  'routing.forgotten',
  { everySeconds: limits.routing.forgottenOldSeconds },
  async ({ app, transact: inTransaction }) => {
    for (const id of await forgotten(read(app, actor))) await inTransaction((work) => ensureContact(work, id), actor)
  },
)

async function somebodyIsSilent(reader: Reader, graceSeconds: number): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('presence')
    .select('staff_id')
    .where('store_id', '=', reader.storeId)
    .where('status', '!=', 'offline')
    .where('gone_at', 'is', null)
    .where(silentFor(graceSeconds))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function leaveToOthers(work: Work, graceSeconds: number): Promise<void> {
  for (const staffId of await markGone(work, graceSeconds)) await passAllOf(work, staffId, 'gone')
}

// Mail is not moved: it waits for them, and clocks watch over it.
function heldByNobodyQuery(reader: Reader, graceSeconds: number) {
  return db(reader)
    .selectFrom('contact')
    .leftJoin('presence', (join) =>
      join.onRef('presence.store_id', '=', 'contact.store_id').onRef('presence.staff_id', '=', 'contact.staff_id'),
    )
    .select('contact.id')
    .where('contact.store_id', '=', reader.storeId)
    .where('contact.state', '=', 'held')
    .where('contact.channel', 'in', ['chat', 'call'])
    .where((row) => row.or([row('presence.staff_id', 'is', null), silentFor(graceSeconds)]))
}

async function heldByNobody(reader: Reader, graceSeconds: number): Promise<string[]> {
  const rows = await heldByNobodyQuery(reader, graceSeconds)
    .orderBy('contact.waiting_from')
    .limit(limits.routing.sweepRows)
    .execute()
  return rows.map((row) => row.id)
}

async function takeBack(work: Work, id: string, graceSeconds: number): Promise<void> {
  const still = await heldByNobodyQuery(work, graceSeconds).where('contact.id', '=', id).executeTakeFirst()
  if (still) await returnContact(work, await lockContact(work, id), 'gone')
}

async function overdueOffers(reader: Reader): Promise<string[]> {
  const rows = await db(reader)
    .selectFrom('contact')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'offered')
    .where('offer_ends_at', '<=', reader.now)
    .orderBy('offer_ends_at')
    .limit(limits.routing.sweepRows)
    .execute()
  return rows.map((row) => row.id)
}

async function endOffer(work: Work, id: string): Promise<void> {
  const row = await lockContact(work, id)
  const isOver = row.state === 'offered' && row.offer_ends_at !== null && row.offer_ends_at <= work.now
  if (isOver) await passContact(work, row, 'time')
}

/** Conversations in which somebody waits for an answer without waiting in a queue; what came just now is being routed. */
async function forgotten(reader: Reader, withinSeconds?: number): Promise<string[]> {
  const { sellerHours } = await routingPolicy(reader)
  const since = withinSeconds === undefined ? new Date(0) : addMinutes(reader.now, -withinSeconds / 60)
  const rows = await db(reader)
    .selectFrom('conversation_waiting')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('waiting_since', '>=', since)
    .where('waiting_since', '<=', addMinutes(reader.now, -limits.routing.forgottenSeconds / 60))
    .where((row) =>
      row.or([row('with_seller', '=', false), row('waiting_since', '<=', addHours(reader.now, -sellerHours))]),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('contact')
            .select('contact.id')
            .whereRef('contact.store_id', '=', 'conversation_waiting.store_id')
            .whereRef('contact.conversation_id', '=', 'conversation_waiting.id')
            .where('contact.state', 'in', [...openStates]),
        ),
      ),
    )
    .orderBy('waiting_since')
    .limit(limits.routing.sweepRows)
    .execute()
  return rows.map((row) => row.id)
}

async function somethingWaits(reader: Reader): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('contact')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
