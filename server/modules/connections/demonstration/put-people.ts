import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ConnectionTables } from '../tables.ts'

const db = tablesOf<ConnectionTables>()

/** Somebody whom anybody can be in the demonstration store. */
export interface DemoPerson {
  /** Short and stable, such as `ava`. */
  id: string
  kind: 'shopper' | 'staff' | 'seller'
  /** Our id of the customer, the member of staff or the member of a seller. */
  personId: string
  name: string
  words: string
  role: string | null
  orderReference: string | null
}

/** Writes who can be played, in this order; whoever was there before is replaced. */
export async function putDemoPeople(work: Work, people: readonly DemoPerson[]): Promise<void> {
  await db(work).deleteFrom('demo_person').where('store_id', '=', work.storeId).execute()
  await db(work)
    .insertInto('demo_person')
    .values(
      people.map(({ id, kind, personId, name, words, role, orderReference }, position) => ({
        store_id: work.storeId,
        id,
        position,
        kind,
        person_id: personId,
        name,
        words,
        role,
        order_reference: orderReference,
      })),
    )
    .execute()
}
