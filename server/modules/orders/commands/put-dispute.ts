import type { Work } from '#platform/work'
import type { OrderRecord } from '../record.ts'
import type { DisputeRow } from '../tables.ts'
import { writing } from '../writing.ts'

export interface DisputeFacts {
  reference: string
  openedAt: Date
  amountMinor: number
  state: DisputeRow['state']
  /** Reference of the tender; where only one can be disputed it is that one. */
  tender?: string | undefined
}

/** Stores what the payment provider says of a dispute on a locked order. A repeat changes nothing. */
export async function putDispute(
  work: Work,
  order: OrderRecord,
  facts: DisputeFacts,
): Promise<'created' | 'updated' | 'unchanged'> {
  const known = order.disputes.find((dispute) => dispute.reference === facts.reference)
  const tenderId = tenderOf(order, facts) ?? known?.tender_id ?? null
  if (known && known.state === facts.state && known.amount_minor === facts.amountMinor && known.tender_id === tenderId)
    return 'unchanged'
  await writing(work)
    .insertInto('dispute')
    .values({
      store_id: work.storeId,
      id: work.newId('dsp'),
      order_id: order.row.id,
      tender_id: tenderId,
      reference: facts.reference,
      opened_at: facts.openedAt,
      amount_minor: facts.amountMinor,
      state: facts.state,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'order_id', 'reference'])
        .doUpdateSet({ state: facts.state, amount_minor: facts.amountMinor, tender_id: tenderId }),
    )
    .execute()
  return known ? 'updated' : 'created'
}

function tenderOf(order: OrderRecord, facts: DisputeFacts): string | undefined {
  if (facts.tender !== undefined) return order.tenders.find((tender) => tender.reference === facts.tender)?.id
  const disputable = order.tenders.filter((tender) => tender.kind !== 'gift_card' && tender.kind !== 'store_credit')
  return disputable.length === 1 ? disputable[0]?.id : undefined
}
