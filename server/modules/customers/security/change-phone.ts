import { tablesOf } from '#platform/tables'
import { maskPhoneNumber } from '#platform/phone-number'
import type { Work } from '#platform/work'
import { contactChanged } from '../sign-in/events.ts'
import type { CustomerRow, CustomerTables } from '../tables.ts'
import { noteAccountEvent } from './note-account-event.ts'
import { requireProof } from './proof.ts'
import { openUndoLink } from './undo-link.ts'
import { endShopperSessions } from '../sign-in/end-sessions.ts'

const db = tablesOf<CustomerTables>()

/**
 * Another phone number in place of one that was there: asked of a browser only when it was just proved whose it is. Other
 * sessions end, and the mail about it can take it back. Nothing of it where a store's own system changes it with a key.
 */
export async function changePhone(work: Work, row: CustomerRow, phone: string | null): Promise<void> {
  const { actor } = work
  if (actor.kind !== 'shopper' || actor.sessionId === undefined) return
  const { ids, session } = await requireProof(work)
  const id = work.newId('chg')
  await db(work)
    .insertInto('contact_change')
    .values({
      store_id: work.storeId,
      id,
      customer_id: row.id,
      field: 'phone',
      old_value: row.phone,
      new_value: phone,
      created_at: work.now,
      done_at: work.now,
    })
    .execute()
  await endShopperSessions(work, ids, { except: session.id })
  const detail = phone ? maskPhoneNumber(phone) : undefined
  await noteAccountEvent(work, { customerId: row.id, kind: 'phone_changed', ...(detail ? { detail } : {}) })
  const undo = row.email ? await openUndoLink(work, row.id, row.email) : null
  await work.emit(
    contactChanged,
    { kind: 'customer', id: row.id, customerId: row.id },
    { customerId: row.id, changeId: id, field: 'phone', undo },
  )
}
