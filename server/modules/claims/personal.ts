import { sql } from 'kysely'
import { maskContact } from '#modules/sellers'
import { belowOf, ofCustomer, ofOrder, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'

import type { ClaimTables } from './tables.ts'

const db = tablesOf<ClaimTables>()

/** What it keeps of shoppers: claims without what was said in them. */
export const claimsPersonal: PersonalData = {
  tables: {
    claim_unit: null,
    seller_recourse: { rows: ofOrder(), forget: { kept: 'claims' }, scrubs: ['words', 'note'] },
    claim_appeal: { rows: belowOf('claim_id', 'claim', ofCustomer()), forget: { set: { words: '' } } },
    claim_question: {
      rows: belowOf('claim_id', 'claim', ofCustomer()),
      forget: { set: { words: '', reply: null, file_ids: sql`'{}'::text[]` } },
    },
    claim_offer: { rows: belowOf('claim_id', 'claim', ofCustomer()), forget: { set: { words: '' } } },
    claim_entry: {
      rows: belowOf('claim_id', 'claim', ofCustomer()),
      gives: {
        columns: ['claim_id', 'side', 'kind', 'words', 'at'],
        // What a seller said is read without ways to go on elsewhere.
        as: (row) =>
          row.side === 'seller' && typeof row.words === 'string' ? { ...row, words: maskContact(row.words) } : row,
      },
      forget: { set: { words: '', file_ids: sql`'{}'::text[]` } },
      scrubs: ['facts'],
    },
    claim: {
      rows: ofCustomer(),
      gives: { columns: ['id', 'reference', 'order_id', 'ground', 'state', 'verdict', 'opened_at', 'decided_at'] },
      forget: { kept: 'claims' },
      scrubs: ['ruling', 'protection'],
    },
  },
  unfinished: async (reader, person) => {
    const { count } = await db(reader)
      .selectFrom('claim')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where('state', 'not in', ['final', 'withdrawn', 'closed'])
      .executeTakeFirstOrThrow()
    return [{ what: 'claim', count: Number(count) }]
  },
}
