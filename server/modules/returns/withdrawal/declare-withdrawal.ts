import { countTry } from '#platform/auth/tally'
import { refuse } from '#platform/errors'
import { spokenReference } from '#platform/spoken-reference'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { withdrawalDeclared } from '../events.ts'
import type { ReturnTables } from '../tables.ts'
import { declarationsOfContact } from './rules.ts'
import { matchWithdrawalJob } from './tokens.ts'

const db = tablesOf<ReturnTables>()

interface Declaration {
  name: string
  order: string
  contact: string
  items?: string | undefined
  locale?: string | undefined
}

/**
 * Keeps a declaration of withdrawal as it was given. It counts from this moment, whether or not the order is found: the answer is the
 * same either way, and a receipt with the time goes to the contact. Which order it is about is looked up afterwards.
 */
export async function declareWithdrawal(
  work: Work,
  input: Declaration,
): Promise<{ reference: string; declaredAt: string; words: string }> {
  const { allowed } = await countTry(work, declarationsOfContact, input.contact)
  if (!allowed)
    refuse(
      'too_many_tries',
      undefined,
      'We already have several declarations from this address. They all count. If something is missing, write to us.',
    )
  const id = work.newId('wdr')
  const reference = spokenReference(work)
  await db(work)
    .insertInto('withdrawal')
    .values({
      store_id: work.storeId,
      id,
      reference,
      name: input.name,
      order_reference: input.order,
      contact: input.contact,
      items: input.items || null,
      declared_at: work.now,
      order_id: null,
      return_id: null,
      change_id: null,
      matched_by: null,
      matched_at: null,
      outcome: null,
      why: null,
      locale: input.locale ?? null,
      receipt_sent_at: null,
      version: 1,
    })
    .execute()
  const customerId = work.actor.kind === 'shopper' || work.actor.kind === 'guest' ? work.actor.customerId : undefined
  await work.emit(withdrawalDeclared, { kind: 'withdrawal', id }, { withdrawalId: id, orderId: null, returnId: null })
  await work.enqueue(matchWithdrawalJob, { withdrawalId: id, ...(customerId ? { customerId } : {}) }, { key: id })
  return {
    reference,
    declaredAt: work.now.toISOString(),
    words: 'Your withdrawal is here, and it counts from now. A receipt with the time is on its way to your mailbox.',
  }
}
