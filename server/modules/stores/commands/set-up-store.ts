import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type * as z from 'zod'
import type { PublicStore, StoreSetUp } from '../contract.ts'
import { storeSetUp } from '../events.ts'
import { runSetUpHandlers } from '../on-store-set-up.ts'
import { findStore, publicStore } from '../queries.ts'
import { isSetUpCode } from '../set-up-code.ts'
import type { StoreTables } from '../tables.ts'
import { createStore } from './create-store.ts'

const db = tablesOf<StoreTables>()

/** First run of a real store: names it and makes its first administrator. It happens once. */
export async function setUpStore(work: Work, input: z.output<typeof StoreSetUp>): Promise<PublicStore> {
  if ((await findStore(work)).setUp)
    refuse('already_set_up', undefined, 'This store is already set up. Sign in instead.')
  if (!(await isSetUpCode(work, input.setUpCode))) {
    refuse('set_up_code_wrong', undefined, 'That is not the code that the server printed when it started.')
  }
  const created = await createStore(work, input)
  if (!created) refuse('already_set_up', undefined, 'This store is already set up. Sign in instead.')
  await runSetUpHandlers(work, input.administrator)
  await db(work).deleteFrom('store_set_up').where('store_id', '=', work.storeId).execute()
  await work.emit(storeSetUp, { kind: 'store', id: work.storeId }, { name: input.name, country: input.country })
  return publicStore(work)
}
