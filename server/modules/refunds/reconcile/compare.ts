import { ordersByTender } from '#modules/orders'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ListedMovement } from '../ports.ts'
import type { MismatchRow, MovementRow, RefundTables } from '../tables.ts'

const db = tablesOf<RefundTables>()

export type Mismatch = Omit<MismatchRow, 'store_id' | 'id' | 'seen_at' | 'gone_at'>

/** What one booking of the provider means for our books. */
export type Difference =
  /** Ours says something older than theirs. */
  | { kind: 'lags'; movement: MovementRow; listed: ListedMovement }
  | { kind: 'differs'; mismatch: Mismatch }
  /** Whatever was found about these before is no longer so. */
  | { kind: 'agrees'; subjectIds: string[] }

/** Lays some bookings of the provider beside ours. Bookings on payments that no order of ours knows concern somebody else. */
export async function compareBatch(reader: Reader, listed: readonly ListedMovement[]): Promise<Difference[]> {
  const ours = await movementsBy(reader, listed.map((each) => each.key).filter(Boolean))
  const strangers = listed.filter((each) => !ours.has(each.key))
  const [orders, recorded] = await Promise.all([
    ordersByTender(
      reader,
      strangers.flatMap((each) => each.tenderReference ?? []),
    ),
    recordedElsewhere(
      reader,
      strangers.map((each) => each.reference),
    ),
  ])
  return listed.flatMap((each): Difference[] => {
    const mine = ours.get(each.key)
    if (mine) return known(mine, each)
    const order = orders.get(each.tenderReference ?? '')
    if (!order) return []
    if (each.state === 'failed' || recorded.has(each.reference))
      return [{ kind: 'agrees', subjectIds: [each.reference] }]
    return [
      {
        kind: 'differs',
        mismatch: {
          kind: 'unknown',
          subject_id: each.reference,
          refund_id: null,
          order_id: order.orderId,
          customer_id: order.customerId,
          ours_minor: null,
          theirs_minor: each.amount.amountMinor,
          currency: each.amount.currency,
          provider_reference: each.reference,
        },
      },
    ]
  })
}

function known(mine: OurMovement, listed: ListedMovement): Difference[] {
  const differences: Difference[] = []
  if (lags(mine, listed)) differences.push({ kind: 'lags', movement: mine, listed })
  const sameAmount = mine.amount_minor === listed.amount.amountMinor && mine.currency === listed.amount.currency
  if (sameAmount || listed.state === 'failed') return [...differences, { kind: 'agrees', subjectIds: [mine.id] }]
  return [
    ...differences,
    {
      kind: 'differs',
      mismatch: {
        kind: 'amount_differs',
        subject_id: mine.id,
        refund_id: mine.refund_id,
        order_id: mine.order_id,
        customer_id: mine.customer_id,
        ours_minor: mine.amount_minor,
        theirs_minor: listed.amount.amountMinor,
        currency: mine.currency,
        provider_reference: listed.reference,
      },
    },
  ]
}

function lags({ state }: MovementRow, listed: ListedMovement): boolean {
  if (listed.state === 'succeeded') return state !== 'succeeded'
  return listed.state === 'failed' && state !== 'failed' && state !== 'reversed'
}

type OurMovement = MovementRow & { customer_id: string }

async function movementsBy(reader: Reader, keys: readonly string[]): Promise<Map<string, OurMovement>> {
  if (keys.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('refund_movement as m')
    .innerJoin('refund as r', (join) => join.onRef('r.store_id', '=', 'm.store_id').onRef('r.id', '=', 'm.refund_id'))
    .selectAll('m')
    .select('r.customer_id')
    .where('m.store_id', '=', reader.storeId)
    .where('m.provider_key', 'in', [...keys])
    .execute()
  return new Map(rows.map((row) => [row.provider_key, row]))
}

/** Refunds that came to us by an import or the storefront under the provider's own id. */
async function recordedElsewhere(reader: Reader, references: readonly string[]): Promise<Set<string>> {
  if (references.length === 0) return new Set()
  const rows = await db(reader)
    .selectFrom('refund')
    .select('reference')
    .where('store_id', '=', reader.storeId)
    .where('origin', '=', 'external')
    .where('reference', 'in', [...references])
    .execute()
  return new Set(rows.flatMap((row) => row.reference ?? []))
}
