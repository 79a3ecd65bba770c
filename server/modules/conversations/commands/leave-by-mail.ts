import { findCustomer } from '#modules/customers'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ConversationTables } from '../tables.ts'
import { goOnByMail } from './go-on-by-mail.ts'
import { lockVisible } from './lock-conversation.ts'
import { join } from './participants.ts'

const db = tablesOf<ConversationTables>()

/**
 * Whoever wrote goes now, and is answered by mail. A visitor may say where to; it identifies nobody, and does not replace the
 * address of an account.
 */
export async function leaveByMail(work: Work, input: { id: string; email?: string | undefined }): Promise<string> {
  const { row, root } = await lockVisible(work, input.id)
  const known = root.customer_id
    ? (await findCustomer(work, root.customer_id)).email
    : await addressOfVisitor(work, row.id)
  const email = known ?? input.email
  if (!email) refuse('no_address', undefined, 'Where may the answer go? An e-mail address is enough.')
  if (!known && row.visitor_id)
    await join(work, row.id, { kind: 'visitor', ref_id: row.visitor_id, name: '', address: email })
  await goOnByMail(work, row.id, 'left')
  return root.id
}

async function addressOfVisitor(work: Work, conversationId: string): Promise<string | null> {
  const row = await db(work)
    .selectFrom('participant')
    .select('address')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'visitor')
    .where('address', 'is not', null)
    .executeTakeFirst()
  return row?.address ?? null
}
