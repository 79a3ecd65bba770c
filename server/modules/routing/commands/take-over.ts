import type { Work } from '#platform/work'
import { lockContact } from '../contacts.ts'
import type { Contact } from '../contract.ts'
import { contactReturned } from '../events.ts'
import { handOutWaiting } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { contactMachine } from '../machine.ts'
import { routingPolicy } from '../policy.ts'
import { noteSignOfLife, staffIdOf } from '../presence.ts'
import { presentContact } from '../present.ts'
import { recordLoss } from '../record-loss.ts'
import type { ContactRow } from '../tables.ts'
import { giveTo } from './accept-contact.ts'

/** A lead takes what somebody holds, or what waits, whatever they hold already. Refuses `not_possible_now` when it is over. */
export async function takeOver(work: Work, { id }: { id: string }): Promise<Contact> {
  const staffId = staffIdOf(work)
  await lockRouting(work)
  const row = await lockContact(work, id)
  if (row.state === 'held' && row.staff_id === staffId) return await presentContact(work, row)
  contactMachine.next(row.state, row.state === 'held' ? 'takeOver' : 'accept')
  await noteSignOfLife(work, staffId, (await routingPolicy(work)).graceSeconds)
  const after = await passTo(work, row, staffId)
  await handOutWaiting(work)
  return await presentContact(work, after)
}

/** Somebody else holds it from now on, and whoever had it hears of that. Under the lock of routing. */
export async function passTo(
  work: Work,
  row: ContactRow,
  staffId: string,
  options: { tell?: boolean } = {},
): Promise<ContactRow> {
  if (row.state !== 'held') return await giveTo(work, row, staffId, options)
  const before = row.staff_id ?? ''
  const after = await giveTo(work, row, staffId, { verb: 'takeOver', ...options })
  await work.emit(
    contactReturned,
    { kind: 'agent', id: before },
    { contactId: row.id, conversationId: row.conversation_id, staffId: before, because: 'taken_over' },
  )
  return await recordLoss(work, after, before)
}
