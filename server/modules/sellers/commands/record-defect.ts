import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { sellerDefectRecorded } from '../events.ts'
import type { SellerTables } from '../tables.ts'

const db = tablesOf<SellerTables>()

export interface Defect {
  sellerId: string
  /** What went wrong, such as `not_received`, `late`, `canceled_by_seller`. */
  kind: string
  /** Whether it counts against the seller's standing; money and blame are two questions. */
  counts: boolean
  about: { kind: string; id: string }
  at?: Date
}

/** Writes down something that speaks about a seller. The same matter is one defect, however often it is recorded. */
export async function recordDefect(work: Work, defect: Defect): Promise<void> {
  const id = work.newId('def')
  const written = await db(work)
    .insertInto('seller_defect')
    .values({
      store_id: work.storeId,
      id,
      seller_id: defect.sellerId,
      kind: defect.kind,
      counts: defect.counts,
      about_kind: defect.about.kind,
      about_id: defect.about.id,
      at: defect.at ?? work.now,
      voided_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'kind', 'about_kind', 'about_id'])
        // What was taken back can be found true after all, and what was only a mark can be found to count.
        .doUpdateSet((set) => ({ counts: set.ref('excluded.counts'), voided_at: null }))
        .where((where) =>
          where.or([
            where('seller_defect.voided_at', 'is not', null),
            where('seller_defect.counts', '!=', defect.counts),
          ]),
        ),
    )
    .executeTakeFirst()
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) return
  const payload = { sellerId: defect.sellerId, kind: defect.kind, counts: defect.counts, about: defect.about }
  await work.emit(sellerDefectRecorded, { kind: 'seller', id: defect.sellerId }, payload)
}
