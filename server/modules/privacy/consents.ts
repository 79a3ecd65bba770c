import { provedIdsOf } from '#modules/customers'
import { timePage, type PageAsked } from '#platform/contract/time-page'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { consentChanged } from './events.ts'
import type { ConsentRow, PrivacyTables } from './tables.ts'

const db = tablesOf<PrivacyTables>()

/** Notes that a shopper agreed to something or took it back: what, when, where they said so, and to which words. */
export async function recordConsent(
  work: Work,
  consent: { customerId: string; kind: string; given: boolean; source: string; detail?: string },
): Promise<void> {
  const { customerId, kind, given, source, detail = '' } = consent
  const id = work.newId('cst')
  await db(work)
    .insertInto('consent')
    .values({ store_id: work.storeId, id, customer_id: customerId, kind, given, detail, source, at: work.now })
    .execute()
  await work.emit(consentChanged, { kind: 'consent', id, customerId }, { kind, given })
}

/** What the signed-in shopper agreed to and took back, newest first. */
export async function listConsents(
  reader: Reader,
  asked: PageAsked,
): Promise<{ data: ReturnType<typeof present>[]; nextCursor: string | null }> {
  const { actor } = reader
  const ids = actor.kind === 'shopper' ? await provedIdsOf(reader, actor.customerId) : []
  const { rows, nextCursor } = await timePage(
    asked,
    ({ isBelow, most }) =>
      db(reader)
        .selectFrom('consent')
        .selectAll()
        .where('store_id', '=', reader.storeId)
        .where('customer_id', 'in', ids)
        .where(isBelow('at'))
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute(),
    (row) => row.at,
  )
  return { data: rows.map(present), nextCursor }
}

function present(row: ConsentRow) {
  const { id, kind, given, detail, source, at } = row
  return { id, kind, given, detail, source, at: at.toISOString() }
}
