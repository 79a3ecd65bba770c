import { customerIdsOf, findCustomer } from '#modules/customers'
import { actorKey } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { cleanText } from '../clean-text.ts'
import { flagsOf } from './queries.ts'
import type { ConductTables, Flag } from './tables.ts'
import { tellDesks } from './take-step.ts'

const db = tablesOf<ConductTables>()

/** Notes what colleagues should know first about a shopper, or takes it away. The same again changes nothing. */
export async function flagCustomer(
  work: Work,
  input: { id: string; flag: Flag; on: boolean; note?: string | undefined },
): Promise<{ flags: Flag[] }> {
  const { id } = await findCustomer(work, input.id)
  const by = work.actor.kind === 'staff' ? work.actor.staffId : actorKey(work.actor)
  if (input.on) {
    const note = cleanText(input.note ?? '').text
    await db(work)
      .insertInto('customer_flag')
      .values({ store_id: work.storeId, customer_id: id, flag: input.flag, by_staff_id: by, at: work.now, note })
      .onConflict((conflict) => conflict.columns(['store_id', 'customer_id', 'flag']).doNothing())
      .execute()
  } else {
    await db(work)
      .deleteFrom('customer_flag')
      .where('store_id', '=', work.storeId)
      .where('customer_id', 'in', [id, ...(await customerIdsOf(work, id))])
      .where('flag', '=', input.flag)
      .execute()
  }
  await tellDesks(work, { customerId: id, visitorId: null }, 'flags')
  return { flags: await flagsOf(work, id) }
}
