import { lockOrder, transfersTo } from '#modules/orders'
import { askProvider, paymentPort, type TransferReversalRequest } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { assert } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { money } from '#platform/money'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { oweDebit, settleCollection } from '../commands/settle-collection.ts'
import { changeEntry } from '../entries.ts'
import type { SellerEntryRow, SettlementTables } from '../tables.ts'

const db = tablesOf<SettlementTables>()

/** Takes a debit back from what was passed on to the seller for the order; where nothing was, it is owed. */
export const collectDebit = job<{ entryId: string }>(
  'settlements.collect-debit',
  { retryLimit: 20, retryDelaySeconds: 5, retryDelayMaxSeconds: 900, timeoutSeconds: 60, concurrency: 4 },
  async (context, { entryId }) => {
    const begun = await context.transact((work) => begin(work, entryId, canReverse(context)), system('settlements'))
    if (!begun) return
    const { entry, request } = begun
    const asked = await askProvider(
      context,
      {
        key: request.key,
        triedBefore: entry.attempts > 0,
        where: { reference: entry.provider_reference, transferReference: request.transferReference },
      },
      async (port) => {
        if (!port.reverseTransfer) throw new OutsideError('refused', 'no_transfer', 'The provider knows no sellers')
        return await port.reverseTransfer(request)
      },
    )
    const result = 'fault' in asked ? { state: 'failed' as const, reference: null, reason: asked.fault } : asked.result
    await context.transact((work) => settleCollection(work, entryId, result), system('settlements'))
  },
)

function canReverse(context: JobContext): boolean {
  return context.app.ports.has(paymentPort) && context.port(paymentPort).reverseTransfer !== undefined
}

/** Written before the call, so that a try whose end nobody saw is looked up before the next. From then on the amount is fixed. */
async function begin(
  work: Work,
  entryId: string,
  canAsk: boolean,
): Promise<{ entry: SellerEntryRow; request: TransferReversalRequest } | null> {
  const known = await findEntry(work, entryId)
  if (!known?.order_id) return null
  await lockOrder(work, known.order_id)
  const entry = await findEntry(work, entryId)
  if (entry?.kind !== 'debit' || entry.state !== 'posted') return null
  const source =
    entry.passed_on_reference !== null && entry.collect_minor !== null
      ? { reference: entry.passed_on_reference, minor: entry.collect_minor }
      : canAsk
        ? await sourceOf(work, entry)
        : null
  if (!source) {
    await oweDebit(work, entry, 'no_transfer')
    return null
  }
  await changeEntry(work, entry.id, {
    passed_on_reference: source.reference,
    collect_minor: source.minor,
    attempts: entry.attempts + 1,
    last_tried_at: work.now,
  })
  assert(entry.provider_key, 'a debit that is collected has a key')
  const request = {
    key: entry.provider_key,
    transferReference: source.reference,
    amount: money(source.minor, entry.currency),
    reason: entry.reason,
  }
  return { entry, request }
}

/** The transfer of the order from which most can still be taken back. */
async function sourceOf(work: Work, entry: SellerEntryRow): Promise<{ reference: string; minor: number } | null> {
  const transfers = await transfersTo(work, entry.order_id ?? '', entry.seller_id)
  const taken = await db(work)
    .selectFrom('seller_entry')
    .select(['passed_on_reference', (each) => each.fn.sum<string>('collect_minor').as('sum')])
    .where('store_id', '=', work.storeId)
    .where('order_id', '=', entry.order_id)
    .where('seller_id', '=', entry.seller_id)
    .where('passed_on_reference', 'is not', null)
    .groupBy('passed_on_reference')
    .execute()
  const [best] = transfers
    .map(({ reference, amountMinor }) => ({
      reference,
      minor: Math.min(
        -entry.open_minor,
        amountMinor - Number(taken.find((each) => each.passed_on_reference === reference)?.sum ?? 0),
      ),
    }))
    .filter((each) => each.minor > 0)
    .toSorted((one, other) => other.minor - one.minor)
  return best ?? null
}

async function findEntry(reader: Reader, id: string): Promise<SellerEntryRow | undefined> {
  return await db(reader)
    .selectFrom('seller_entry')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}
