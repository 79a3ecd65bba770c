import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { lockContact } from '../contacts.ts'
import type { Contact } from '../contract.ts'
import { handOutWaiting } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { staffIdOf } from '../presence.ts'
import { findContact, presentContact } from '../present.ts'
import { passContact } from './pass-contact.ts'

/** Lets an offer go to the next person. Refuses `offer_over` when it is not the actor's any more. */
export async function declineContact(work: Work, { id }: { id: string }): Promise<Contact> {
  const staffId = staffIdOf(work)
  await lockRouting(work)
  const row = await lockContact(work, id)
  if (row.state !== 'offered' || row.staff_id !== staffId)
    refuse('offer_over', undefined, 'This one is not offered to you any more.')
  await passContact(work, row, 'declined')
  await handOutWaiting(work)
  return await presentContact(work, await findContact(work, id))
}
