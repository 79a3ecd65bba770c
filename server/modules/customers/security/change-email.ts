import type { FastifyRequest } from 'fastify'
import { openCode, takeCode } from '#platform/auth/one-time-codes'
import { countTry } from '#platform/auth/tally'
import type { RawContext } from '#platform/contract/routes'
import { notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { lockCustomers } from '../commands/merge-customers.ts'
import { recordContactChange } from '../commands/record-contact-change.ts'
import { lockCustomer, writeByHand } from '../commands/write-by-hand.ts'
import { findCustomersByEmail } from '../queries.ts'
import { contactChanged, contactCodeRequested } from '../sign-in/events.ts'
import { codesOfTarget, tooManyCodes } from '../sign-in/rules.ts'
import { troubleWords } from '../sign-in/trouble-words.ts'
import type { ContactChangeRow, CustomerTables } from '../tables.ts'
import { maskEmail } from './mask-email.ts'
import { fromOf, noteAccountEvent } from './note-account-event.ts'
import { requireProof } from './proof.ts'
import { openUndoLink } from './undo-link.ts'
import { endShopperSessions } from '../sign-in/end-sessions.ts'

const db = tablesOf<CustomerTables>()
const purpose = 'change_email'

/** Begins to change the e-mail address: nothing changes before the code from the new mailbox is there. */
export async function beginEmailChange(
  work: Work,
  { email }: { email: string },
): Promise<{ change: string; expiresInMinutes: number }> {
  const { customer } = await requireProof(work)
  if (email.toLowerCase() === customer.email?.toLowerCase())
    refuse('email_same', undefined, 'That is the address you have now.')
  for (const target of [`change:${customer.id}`, `change:${email.toLowerCase()}`]) {
    const count = await countTry(work, codesOfTarget, target)
    if (!count.allowed) tooManyCodes(work, count.endsAt)
  }
  const id = work.newId('chg')
  await db(work)
    .insertInto('contact_change')
    .values({
      store_id: work.storeId,
      id,
      customer_id: customer.id,
      field: 'email',
      old_value: customer.email,
      new_value: email,
      created_at: work.now,
    })
    .execute()
  const codeId = await openCode(work, purpose, id)
  await work.emit(contactCodeRequested, { kind: 'customer', id: customer.id }, { changeId: id, codeId })
  return { change: id, expiresInMinutes: limits.signIn.codeMinutes }
}

/**
 * Changes the address with the code that came to the new one. Other sessions end; both addresses are told, and the old one can
 * take it back for a while. What is on its way to a new place waits for the cooldown.
 */
export async function confirmEmailChange(
  context: RawContext<{ change: string; code: string }>,
  request: FastifyRequest,
): Promise<void> {
  const { app, input } = context
  const outcome = await context.transact(async (work) => {
    const { customer, ids, session } = await requireProof(work)
    const change = await findContactChange(work, input.change)
    if (change?.customer_id !== customer.id || change.done_at || change.undone_at || !change.new_value)
      return notFound('change')
    const taken = await takeCode(work, app.config, purpose, change.id, input.code)
    if (typeof taken === 'string') return taken
    await lockCustomers(work)
    // Only who has proved the address learns that it is another account's.
    if ((await findCustomersByEmail(work, change.new_value)).length > 0) return 'email_taken'
    const row = await lockCustomer(work, customer.id)
    // A second change that was begun before this one would take back what happened in between.
    if (row.email !== change.old_value) return 'code_expired'
    await writeByHand(work, row, { email: change.new_value, email_verified: true })
    await db(work)
      .updateTable('contact_change')
      .set({ done_at: work.now })
      .where('store_id', '=', work.storeId)
      .where('id', '=', change.id)
      .execute()
    await endShopperSessions(work, ids, { except: session.id })
    await recordContactChange(work, customer.id, ['email'])
    await noteAccountEvent(work, {
      customerId: customer.id,
      kind: 'email_changed',
      from: fromOf(app, request),
      detail: maskEmail(change.new_value),
    })
    const undo = change.old_value ? await openUndoLink(work, customer.id, change.old_value) : null
    await work.emit(
      contactChanged,
      { kind: 'customer', id: customer.id, customerId: customer.id },
      { customerId: customer.id, changeId: change.id, field: 'email', undo },
    )
    return 'done'
  })
  if (outcome === 'email_taken')
    refuse(outcome, undefined, 'This address has orders of its own. Write to us, and we put both together for you.')
  if (outcome !== 'done') refuse(outcome, undefined, troubleWords[outcome])
}

/** A change of contact by its id. */
export async function findContactChange(reader: Reader, id: string): Promise<ContactChangeRow | undefined> {
  return await db(reader)
    .selectFrom('contact_change')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}
