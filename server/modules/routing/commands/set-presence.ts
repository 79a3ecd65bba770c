import type { Work } from '#platform/work'
import type { Presence } from '../contract.ts'
import { handOutWaiting } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { routingPolicy } from '../policy.ts'
import { beat, presenceOf, staffIdOf, writePresence } from '../presence.ts'
import { presentPresence } from '../present.ts'
import type { PresenceStatus } from '../tables.ts'
import { passAllOf } from './pass-contact.ts'

/**
 * Somebody is there, busy or gone; the same again is the heartbeat. Whoever comes gets what waits at once, whoever goes leaves
 * what was offered to them to others, and after the grace time their chats.
 */
export async function setPresence(
  work: Work,
  input: { status: PresenceStatus; beat?: boolean | undefined },
): Promise<Presence> {
  const staffId = staffIdOf(work)
  const status = input.beat ? await statusStays(work, staffId, input.status) : input.status
  const { graceSeconds } = await routingPolicy(work)
  if (await beat(work, staffId, status, graceSeconds)) return await presentPresence(work, staffId)
  await lockRouting(work)
  await writePresence(work, staffId, status)
  if (status !== 'online') await passAllOf(work, staffId, status === 'offline' ? 'gone' : 'declined')
  await handOutWaiting(work)
  return await presentPresence(work, staffId)
}

// A tab that goes on beating does not undo what another one, or the queue, has said since.
async function statusStays(work: Work, staffId: string, said: PresenceStatus): Promise<PresenceStatus> {
  const { version, status } = await presenceOf(work, staffId)
  return version > 0 ? status : said
}
