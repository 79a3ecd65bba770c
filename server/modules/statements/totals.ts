import type { DisputeRow, TenderRow } from '#modules/orders'
import type { RefundDetail } from '#modules/refunds'
import { isBalance } from './state-of-money.ts'

/** Sums of one order, in minor units of its currency. */
export interface Sums {
  charged: number
  fromBalances: number
  givenBack: number
  onItsWay: number
  atTheBank: number
  byTheBank: number
  paid: number
  onTop: number
}

export interface Money {
  tenders: readonly Pick<TenderRow, 'kind' | 'captured_minor'>[]
  disputes: readonly Pick<DisputeRow, 'state' | 'amount_minor'>[]
  /** Those that whoever asks may see. */
  refunds: readonly RefundDetail[]
}

/** Adds up what was paid and what came back. Money that came back to the store, or never left, counts nowhere. */
export function sumsOf({ tenders, disputes, refunds }: Money): Sums {
  const movements = refunds.flatMap((refund) => refund.movements)
  const moved = (state: 'succeeded' | 'requested', isOnTop: boolean) =>
    sum(movements.filter((each) => each.state === state && isGoodwill(each) === isOnTop))
  const charged = tenders.reduce((total, tender) => total + tender.captured_minor, 0)
  const disputed = (state: DisputeRow['state']) =>
    disputes.reduce((total, dispute) => total + (dispute.state === state ? dispute.amount_minor : 0), 0)
  const givenBack = moved('succeeded', false)
  return {
    charged,
    fromBalances: tenders.filter(isBalance).reduce((total, tender) => total + tender.captured_minor, 0),
    givenBack,
    onItsWay: moved('requested', false),
    atTheBank: disputed('open'),
    byTheBank: disputed('lost'),
    paid: charged - givenBack - disputed('lost'),
    onTop: moved('succeeded', true),
  }
}

type Movement = RefundDetail['movements'][number]

/** Given beyond what was paid: it uses no tender's ceiling. What was made elsewhere always counts as given back. */
export function isGoodwill({
  tender_id: tenderId,
  provider_key: key,
}: Pick<Movement, 'tender_id' | 'provider_key'>): boolean {
  return tenderId === null && !key.startsWith('external:')
}

function sum(rows: readonly { amount_minor: number }[]): number {
  return rows.reduce((total, row) => total + row.amount_minor, 0)
}
