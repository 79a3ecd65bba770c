import { customerIdsOf, findMerge, idsBelow, separateCustomers } from '#modules/customers'
import { isShownTogether, tellDesks } from '#modules/conversations'
import { assertNotOwn } from '#modules/staff'
import { forbidden, notFound, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { PersonMerge } from '../contract.ts'
import { presentMerge } from '../present-merge.ts'

/**
 * Takes a merge back. Whatever came since is with whom it was addressed to. Refuses `not_merged`, `own_order`, and
 * `conversations_merged` as long as one's words are shown in a conversation of the other.
 */
export async function undoMergeOfPersons(work: Work, input: { id: string; reason: string }): Promise<PersonMerge> {
  const { actor } = work
  if (actor.kind !== 'staff') forbidden('This is for people who work here.')
  const merge = (await findMerge(work, input.id)) ?? notFound('merge')
  await assertNotOwn(work, merge.customer_id)
  const leaving = await idsBelow(work, merge.customer_id)
  const staying = (await customerIdsOf(work, merge.into_id)).filter((id) => !leaving.includes(id))
  if (merge.undone_at === null && (await isShownTogether(work, leaving, staying)))
    refuse(
      'conversations_merged',
      undefined,
      'Conversations of both are shown as one. Undo that first, so that nobody reads what the other wrote.',
    )
  const undone = await separateCustomers(work, { id: merge.id, reason: input.reason, staffId: actor.staffId })
  for (const customerId of [merge.customer_id, merge.into_id])
    await tellDesks(work, { customerId, visitorId: null }, 'customer')
  return await presentMerge(work, undone)
}
