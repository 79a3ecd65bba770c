import type { Work } from '#platform/work'
import type { Presence } from '../contract.ts'
import { handOutWaiting } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { routingPolicy } from '../policy.ts'
import { beat, staffIdOf, writePresence } from '../presence.ts'
import { presentPresence } from '../present.ts'
import type { PresenceStatus } from '../tables.ts'
import { passAllOf } from './pass-contact.ts'

/**
 * Somebody is there, busy or gone; the same again is the heartbeat. Whoever comes gets what waits at once, whoever goes leaves
 * what was offered to them to others, and after the grace time their chats.
 */
export async function setPresence(work: Work, { status }: { status: PresenceStatus }): Promise<Presence> {
  const staffId = staffIdOf(work)
  const { graceSeconds } = await routingPolicy(work)
  if (await beat(work, staffId, status, graceSeconds)) return await presentPresence(work, staffId)
  await lockRouting(work)
  await writePresence(work, staffId, status)
  if (status !== 'online') await passAllOf(work, staffId, status === 'offline' ? 'gone' : 'declined')
  await handOutWaiting(work)
  return await presentPresence(work, staffId)
}
