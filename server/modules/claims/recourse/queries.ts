import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ClaimTables, RecourseRow } from '../tables.ts'

const db = tablesOf<ClaimTables>()

/** One recourse; a seller finds their own alone. */
export async function findRecourse(reader: Reader, id: string): Promise<RecourseRow> {
  const row = await db(reader)
    .selectFrom('seller_recourse')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(id.startsWith('MR-') ? 'reference' : 'id', '=', id)
    .executeTakeFirst()
  const { actor } = reader
  return row && (actor.kind !== 'seller' || row.seller_id === actor.sellerId) ? row : notFound('recourse')
}

/** What whoever decided a recourse wrote. */
export async function findRecourseNote(reader: Reader, id: string): Promise<string> {
  return (await findRecourse(reader, id)).note ?? ''
}

/** One page: those that are open by deadline, all of them the newest first. */
export async function listRecourses(
  reader: Reader,
  query: {
    sellerId?: string | undefined
    open: boolean
    limit: number
    after?: { at: Date; id: string } | undefined
  },
): Promise<RecourseRow[]> {
  const { sellerId, open, limit, after } = query
  const column = open ? 'due_at' : 'filed_at'
  const beyond = open ? '>' : '<'
  return await db(reader)
    .selectFrom('seller_recourse')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(sellerId !== undefined, (each) => each.where('seller_id', '=', sellerId ?? ''))
    .$if(open, (each) => each.where('state', '=', 'open').where('due_at', 'is not', null))
    .$if(after !== undefined, (each) =>
      each.where((where) =>
        where.or([
          where(column, beyond, after?.at ?? new Date(0)),
          where.and([where(column, '=', after?.at ?? new Date(0)), where('id', beyond, after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy(column, open ? 'asc' : 'desc')
    .orderBy('id', open ? 'asc' : 'desc')
    .limit(limit)
    .execute()
}
