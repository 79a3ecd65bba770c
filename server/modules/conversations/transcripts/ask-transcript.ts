import { findCustomer } from '#modules/customers'
import { ApiError, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { isDesk } from '../desk.ts'
import { transcriptAsked } from '../events.ts'
import { reachOf } from '../reach.ts'
import { shownTo } from '../shown-to.ts'
import { mayMailTo } from './mails-to.ts'

/**
 * Has the transcript mailed. Whoever has an account gets it at the address of the account, whatever was typed; a visitor at the
 * address that they left or say now. Refuses `no_address`.
 */
export async function askTranscript(
  work: Work,
  input: { id: string; email?: string | undefined },
): Promise<{ queued: true; to: string }> {
  const conversation = await shownTo(work, input.id)
  const reach = await reachOf(work, conversation.id)
  const known = reach?.to
    ? 'customerId' in reach.to
      ? (await findCustomer(work, reach.to.customerId)).email
      : reach.to.address
    : null
  const typed = conversation.customer_id === null && !isDesk(work) ? (input.email ?? null) : null
  const to = known ?? typed
  if (to === null) refuse('no_address', undefined, 'Where may it go? An e-mail address is enough.')
  if (!isDesk(work) && !(await mayMailTo(work, to)))
    throw new ApiError(
      'rate_limited',
      'too_many_mails',
      'It was sent several times just now. Look into your mail, or try again in an hour.',
    )
  await work.emit(
    transcriptAsked,
    { kind: 'conversation', id: conversation.id },
    { conversationId: conversation.id, to, locale: conversation.locale },
  )
  return { queued: true, to }
}
