import { provedIdsOf } from '#modules/customers'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../limits.ts'
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
  { limit = limits.page.size, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: ReturnType<typeof present>[]; nextCursor: string | null }> {
  const { actor } = reader
  const ids = actor.kind === 'shopper' ? await provedIdsOf(reader, actor.customerId) : []
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor)
  const rows = await db(reader)
    .selectFrom('consent')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', ids)
    .$if(after !== undefined, (query) =>
      query.where((where) =>
        where(where.refTuple('at', 'id'), '<', where.tuple(after?.at ?? reader.now, after?.id ?? '')),
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { data: rows.slice(0, limit).map(present), nextCursor: last ? encodeTimeCursor(last.at, last.id) : null }
}

function present(row: ConsentRow) {
  const { id, kind, given, detail, source, at } = row
  return { id, kind, given, detail, source, at: at.toISOString() }
}
