import { minorOf } from '#modules/orders'
import { account, writeTransfer } from '#modules/refunds'
import { findSeller } from '#modules/sellers'
import { insertRows } from '#platform/database/insert-rows'
import { invalid, refuse } from '#platform/errors'
import { formatMoney, money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { nothingOpen, openSumsOf } from '../balance.ts'
import type { PayoutInput, SellerPayout } from '../contract.ts'
import { addEntry, changeEntry } from '../entries.ts'
import { lockSeller } from '../lock-seller.ts'
import { debitMachine } from '../machine.ts'
import type { SellerEntryRow, SellerPayoutRow, SettlementTables } from '../tables.ts'

const db = tablesOf<SettlementTables>()

/**
 * Takes down what the store's system paid out to a seller. What it netted closes receivables, the oldest first, with credits that
 * were open; what it credited on top closes credits. Never more than is open.
 * Refuses `more_than_open`, `currency_mismatch`, `reference_used`.
 */
export async function recordPayout(work: Work, input: PayoutInput): Promise<SellerPayout> {
  const seller = await findSeller(work, input.id)
  await lockSeller(work, seller.id)
  const row = rowOf(work, seller.id, input)
  const before = await payoutByReference(work, seller.id, input.reference)
  if (before) {
    const param = differenceIn(before, row)
    if (param)
      refuse(
        'reference_used',
        { payout: before.id, param },
        `Another payout has this reference, with another ${param}.`,
      )
    return present(before)
  }
  const { receivablesMinor, creditsMinor } = (await openSumsOf(work, seller.id)).get(row.currency) ?? nothingOpen
  const open = receivablesMinor - creditsMinor
  refuseMoreThan('netted', row.netted_minor, Math.max(0, open), row.currency)
  refuseMoreThan('credited', row.credited_minor, Math.max(0, -open), row.currency)
  await insertRows(db(work), 'seller_payout', [row])
  if (row.netted_minor > 0) await net(work, row, creditsMinor)
  if (row.credited_minor > 0) await payCredits(work, row, receivablesMinor)
  return present(row)
}

function rowOf(work: Work, sellerId: string, input: PayoutInput): SellerPayoutRow {
  const { currency, amountMinor } = input.amount
  if (amountMinor < 0) invalid('amount', 'A payout is zero or more.')
  for (const param of ['netted', 'credited'] as const) {
    const part = input[param]
    if (typeof part === 'object' && part.currency !== currency)
      refuse('currency_mismatch', { param }, `This amount is in ${part.currency}, the payout in ${currency}.`)
    if (minorOf(part) < 0) invalid(param, 'This amount is zero or more.')
  }
  if (minorOf(input.netted) > 0 && minorOf(input.credited) > 0)
    invalid('credited', 'A payout either nets or credits: send the difference.')
  return {
    store_id: work.storeId,
    id: work.newId('pyo'),
    seller_id: sellerId,
    reference: input.reference,
    currency,
    amount_minor: amountMinor,
    netted_minor: minorOf(input.netted),
    credited_minor: minorOf(input.credited),
    paid_at: new Date(input.paidAt),
    covers_until: new Date(input.coversUntil ?? input.paidAt),
    recorded_at: work.now,
  }
}

/** Of which field a reference that was used before says something else now. */
function differenceIn(one: SellerPayoutRow, other: SellerPayoutRow): keyof PayoutInput | undefined {
  if (one.currency !== other.currency || one.amount_minor !== other.amount_minor) return 'amount'
  if (one.netted_minor !== other.netted_minor) return 'netted'
  if (one.credited_minor !== other.credited_minor) return 'credited'
  if (one.paid_at.getTime() !== other.paid_at.getTime()) return 'paidAt'
  return one.covers_until.getTime() === other.covers_until.getTime() ? undefined : 'coversUntil'
}

function refuseMoreThan(param: 'netted' | 'credited', minor: number, openMinor: number, currency: string): void {
  if (minor <= openMinor) return
  refuse(
    'more_than_open',
    { param, open: money(openMinor, currency) },
    `Only ${formatMoney(money(openMinor, currency), 'en-US')} can be ${param}.`,
  )
}

/** Closes receivables, the oldest first: with the credits that are open, and with what was netted. */
async function net(work: Work, payout: SellerPayoutRow, creditsMinor: number): Promise<void> {
  let credits = creditsMinor
  let netted = payout.netted_minor
  await useUp(work, payout, 'credits', credits)
  for (const entry of await openEntries(work, payout, 'receivables')) {
    const byCredit = Math.min(credits, -entry.open_minor)
    const byPayout = Math.min(netted, -entry.open_minor - byCredit)
    if (byCredit + byPayout === 0) return
    credits -= byCredit
    netted -= byPayout
    await lower(work, entry, byCredit + byPayout)
    if (byPayout > 0) await settle(work, payout, entry, 'netting', byPayout)
  }
}

/** Closes credits, the oldest first: against the receivables that are open, and by what was paid on top. */
async function payCredits(work: Work, payout: SellerPayoutRow, receivablesMinor: number): Promise<void> {
  let receivables = receivablesMinor
  let paid = payout.credited_minor
  await useUp(work, payout, 'receivables', receivables)
  for (const entry of await openEntries(work, payout, 'credits')) {
    const byDebt = Math.min(receivables, entry.open_minor)
    const byPayout = Math.min(paid, entry.open_minor - byDebt)
    if (byDebt + byPayout === 0) return
    receivables -= byDebt
    paid -= byPayout
    await lower(work, entry, byDebt + byPayout)
    if (byPayout > 0) await settle(work, payout, entry, 'payout', byPayout)
  }
}

async function useUp(
  work: Work,
  payout: SellerPayoutRow,
  which: 'receivables' | 'credits',
  minor: number,
): Promise<void> {
  let left = minor
  for (const entry of await openEntries(work, payout, which)) {
    const used = Math.min(left, Math.abs(entry.open_minor))
    left -= used
    if (used > 0) await lower(work, entry, used)
  }
}

/** Takes so much off what is open of an entry, towards zero. */
async function lower(work: Work, entry: SellerEntryRow, minor: number): Promise<void> {
  const openMinor = entry.open_minor < 0 ? entry.open_minor + minor : entry.open_minor - minor
  const isCollected = openMinor === 0 && entry.state === 'receivable'
  await changeEntry(work, entry.id, {
    open_minor: openMinor,
    ...(isCollected ? { state: debitMachine.next(entry.state, 'collect') } : {}),
  })
}

async function settle(
  work: Work,
  payout: SellerPayoutRow,
  entry: SellerEntryRow,
  kind: 'netting' | 'payout',
  minor: number,
): Promise<void> {
  const signed = kind === 'netting' ? minor : -minor
  await addEntry(work, {
    seller_id: entry.seller_id,
    order_id: entry.order_id,
    burden_id: entry.burden_id,
    payout_id: payout.id,
    of_entry_id: entry.id,
    kind,
    state: 'posted',
    reason: kind === 'netting' ? 'netted_from_payout' : 'paid_with_payout',
    currency: payout.currency,
    amount_minor: signed,
  })
  await writeTransfer(work, {
    kind: kind === 'netting' ? 'seller_netting' : 'seller_credit',
    about: { kind: 'payout', id: payout.id },
    orderId: entry.order_id,
    currency: payout.currency,
    entries: [
      { account: account.seller(entry.seller_id), amountMinor: signed },
      { account: account.payout(payout.id), amountMinor: -signed },
    ],
    state: 'posted',
  })
}

async function openEntries(
  work: Work,
  { seller_id, currency }: SellerPayoutRow,
  which: 'receivables' | 'credits',
): Promise<SellerEntryRow[]> {
  return await db(work)
    .selectFrom('seller_entry')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('seller_id', '=', seller_id)
    .where('currency', '=', currency)
    .$if(which === 'receivables', (query) => query.where('open_minor', '<', 0).where('state', '=', 'receivable'))
    .$if(which === 'credits', (query) => query.where('open_minor', '>', 0))
    .orderBy('at')
    .orderBy('id')
    .forUpdate()
    .execute()
}

async function payoutByReference(
  work: Work,
  sellerId: string,
  reference: string,
): Promise<SellerPayoutRow | undefined> {
  return await db(work)
    .selectFrom('seller_payout')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('seller_id', '=', sellerId)
    .where('reference', '=', reference)
    .executeTakeFirst()
}

function present(row: SellerPayoutRow): SellerPayout {
  return {
    id: row.id,
    sellerId: row.seller_id,
    reference: row.reference,
    amount: money(row.amount_minor, row.currency),
    netted: money(row.netted_minor, row.currency),
    credited: money(row.credited_minor, row.currency),
    paidAt: row.paid_at.toISOString(),
    coversUntil: row.covers_until.toISOString(),
  }
}
