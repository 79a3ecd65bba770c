import { changeAccount, customerIdsOf, findCustomer } from '#modules/customers'
import { tellDesks } from '#modules/conversations'
import { assertNotOwn } from '#modules/staff'
import { invalid } from '#platform/errors'
import type { Work } from '#platform/work'
import type { Account, ChangeAccount } from '../contract.ts'
import { showAccount, standsBehind } from '../present-account.ts'

/**
 * Changes a shopper's account for them: the identity that is shown, whomever it was merged with. Where no sign-in stands behind the
 * conversation somebody says how they know that it is them. Refuses `own_order`, and 409 `changed_meanwhile`.
 */
export async function changeAccountOf(work: Work, input: ChangeAccount): Promise<Account> {
  const { id, conversation, reason = '', ...change } = input
  const customer = await findCustomer(work, id)
  await assertNotOwn(work, customer.id)
  const behind = await standsBehind(work, customer.id, conversation)
  if (!behind.verified && reason === '')
    invalid('reason', 'Nobody signed in here. Say how you know that it is them.', 'reason_needed')
  const changed = await changeAccount(work, customer.id, change, { reason, ...behind })
  const [person = customer.id] = await customerIdsOf(work, customer.id)
  if (changed.length > 0) await tellDesks(work, { customerId: person, visitorId: null }, 'customer')
  return await showAccount(work, { id: customer.id, conversation })
}
