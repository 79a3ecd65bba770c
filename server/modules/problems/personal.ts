import { sql } from 'kysely'
import { belowOf, ofCustomer, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'

import type { ProblemTables } from './tables.ts'

const db = tablesOf<ProblemTables>()

/** What it keeps of shoppers: what went wrong, without their words and pictures. */
export const problemsPersonal: PersonalData = {
  tables: {
    problem_unit: null,
    problem_file: { rows: belowOf('problem_id', 'problem', ofCustomer()), forget: 'rows' },
    review: { rows: ofCustomer(), forget: { kept: 'figures' }, scrubs: ['note', 'question'] },
    problem: {
      rows: ofCustomer(),
      gives: {
        columns: ['id', 'reference', 'order_id', 'kind', 'state', 'note', 'opened_at', 'remedy_kind', 'remedied_at'],
      },
      forget: { set: { note: null, ship_to_key: sql`'forgotten ' || t.id` } },
      scrubs: ['verdict', 'offers'],
    },
  },
  unfinished: async (reader, person) => {
    const { count } = await db(reader)
      .selectFrom('review')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where('decided_at', 'is', null)
      .executeTakeFirstOrThrow()
    const { waiting } = await db(reader)
      .selectFrom('problem')
      .select(({ fn }) => fn.countAll<number>().as('waiting'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      // What they will be offered opens by itself.
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
    return [{ what: 'problem', count: Number(count) + Number(waiting) }]
  },
}
