import { customerIdsOf, findCustomer, findPerson, joinCustomers } from '#modules/customers'
import { tellDesks } from '#modules/conversations'
import { assertNotOwn } from '#modules/staff'
import { forbidden, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { PersonMerge } from '../contract.ts'
import { presentMerge } from '../present-merge.ts'
import { whyNotMerge } from '../why-not-merge.ts'

/**
 * Makes one shopper of two. Only somebody of the store decides that, with a reason, and nobody about an account of their own. Refuses
 * `same_shopper`, `already_merged`, `shopper_blocked`, `own_order`.
 */
export async function mergePersons(
  work: Work,
  input: { id: string; into: string; reason: string },
): Promise<PersonMerge> {
  const { actor } = work
  if (actor.kind !== 'staff') forbidden('This is for people who work here.')
  const [joining, into] = [await findCustomer(work, input.id), await findPerson(work, input.into)]
  for (const { id } of [joining, into]) await assertNotOwn(work, id)
  const hindrance = await whyNotMerge(work, joining.id, into.id)
  if (hindrance) refuse(hindrance.code, undefined, hindrance.message)
  const merge = await joinCustomers(work, {
    customerId: joining.id,
    intoId: into.id,
    reason: input.reason,
    staffId: actor.staffId,
  })
  await tellDesks(work, { customerId: (await customerIdsOf(work, into.id))[0] ?? into.id, visitorId: null }, 'customer')
  return await presentMerge(work, merge)
}
