import { accountOf, customerIdsOf, identityIdsOf } from '#modules/customers'
import { findConversation } from '#modules/conversations'
import { isOwnAccount } from '#modules/staff'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { Account } from './contract.ts'

/** The account of one identity. A conversation that is not this shopper's, or that whoever asks may not see, is not found. */
export async function showAccount(
  reader: Reader,
  { id, conversation }: { id: string; conversation?: string | undefined },
): Promise<Account> {
  const account = await accountOf(reader, id)
  const isOwn = await isOwnAccount(reader, account.id)
  return {
    ...account,
    verified: (await standsBehind(reader, account.id, conversation)).verified,
    allowed: isOwn ? [] : ['change'],
    notAllowed: [
      ...(isOwn
        ? [
            {
              action: 'change' as const,
              code: 'own_order',
              message: 'This is your own account, so somebody else has to do it.',
            },
          ]
        : []),
      {
        action: 'change_email',
        code: 'proved_by_shopper',
        message:
          'The e-mail address says who somebody is. They change it themselves, where they can prove the new one.',
      },
    ],
  }
}

/** The conversation in which a shopper asks, and whether a sign-in or a signed identity of theirs stands behind it. */
export async function standsBehind(
  reader: Reader,
  customerId: string,
  conversation: string | undefined,
): Promise<{ conversationId: string | null; verified: boolean }> {
  if (conversation === undefined) return { conversationId: null, verified: false }
  const row = await findConversation(reader, conversation)
  if (!row.customer_id || !(await customerIdsOf(reader, customerId)).includes(row.customer_id))
    return notFound('conversation')
  // Somebody else's sign-in says nothing, however sure a colleague was that the two are one.
  const own = await identityIdsOf(reader, customerId)
  return { conversationId: row.id, verified: row.verified && own.includes(row.customer_id) }
}
