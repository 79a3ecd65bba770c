import { ApiError, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { CallRequest } from '../contract.ts'
import { presentRequest } from '../present.ts'
import { lockVisibleRequest, saveRequest } from '../requests.ts'
import { callNow } from './change-request.ts'
import { count, numberOf, requireSomebody } from './request-call.ts'

/** The browser did not do: their telephone rings instead, as soon as possible and with the same place. */
export async function phoneInstead(
  work: Work,
  { id, number }: { id: string; number?: string | undefined },
): Promise<CallRequest> {
  const row = await lockVisibleRequest(work, id)
  if (row.state !== 'scheduled' && row.state !== 'waiting')
    refuse('not_possible_now', { state: row.state }, 'This call is over, or you are speaking already.')
  if (row.way === 'phone') return await presentRequest(work, row)
  const checked = await numberOf(work, { number }, row.customer_id)
  // A time that was chosen stays; another try after a broken one comes at once.
  const isNow = row.state === 'waiting' || row.tries > 0
  if (isNow && row.state === 'scheduled') await requireSomebody(work, row.time_zone)
  if (await count(work, checked.number))
    throw new ApiError(
      'rate_limited',
      'too_many_calls',
      'That were many calls for one day. A message reaches us any time.',
    )
  const after = await saveRequest(work, row, { way: 'phone', number: checked.number })
  return await presentRequest(work, isNow ? await callNow(work, after) : after)
}
