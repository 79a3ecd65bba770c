import { account, closeTransfer, writeTransfer } from '#modules/refunds'
import { assert } from '#platform/errors'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { addEntry, changeEntry, openDebitsOf, takeFromDebits } from '../entries.ts'
import { sellerCredited, sellerDebited, sellerDebitHeld } from '../events.ts'
import { collectDebit } from '../jobs/collect-debit.ts'
import { lockSeller } from '../lock-seller.ts'
import { burdenMachine, debitMachine, type BurdenState } from '../machine.ts'
import type { Split } from '../split.ts'
import type { BurdenRow, SellerEntryRow, SettlementTables } from '../tables.ts'

const db = tablesOf<SettlementTables>()

/** What a burden is to be from now on. */
export type BurdenAmounts = Split & { goodsMinor: number; shippingMinor: number; commissionBackMinor: number }

/** Who is said to bear it. */
export type Terms = Pick<BurdenRow, 'payer' | 'up_to_minor' | 'carrier'>

/**
 * Brings a burden to other amounts or to another state, with the ledger and the seller's statement: a held one is posted or voided,
 * a posted one is corrected by a transfer of its own. With nothing to change it changes nothing.
 * @param isFinal whether it is settled now who bears it
 */
export async function moveBurden(
  work: Work,
  before: BurdenRow,
  amounts: BurdenAmounts,
  { isFinal, terms, reason }: { isFinal: boolean; terms?: Terms; reason?: string },
): Promise<BurdenRow> {
  const state = stateAfter(before, amounts, isFinal)
  const settled = isFinal || before.posted_at !== null
  const next: BurdenRow = {
    ...before,
    ...terms,
    reason: reason ?? before.reason,
    goods_minor: amounts.goodsMinor,
    shipping_minor: amounts.shippingMinor,
    commission_back_minor: amounts.commissionBackMinor,
    seller_minor: amounts.sellerMinor,
    platform_minor: amounts.platformMinor,
    carrier_minor: amounts.carrierMinor,
    state,
    posted_at: settled ? (before.posted_at ?? work.now) : null,
    held_at: state === 'held' ? (before.held_at ?? work.now) : before.held_at,
    closed_at: state === 'reversed' || state === 'released' ? (before.closed_at ?? work.now) : null,
    version: before.version + 1,
  }
  await lockSeller(work, before.seller_id)
  const after = { ...next, transfer_id: await moveLedger(work, before, next) }
  await write(work, before, after)
  await moveStatement(work, before, after)
  return after
}

function stateAfter(before: BurdenRow, amounts: BurdenAmounts, isFinal: boolean): BurdenState {
  const bears = amounts.goodsMinor + amounts.shippingMinor > 0
  if (before.state === 'held') {
    if (!bears) return burdenMachine.next('held', 'release')
    return isFinal ? burdenMachine.next('held', 'post') : 'held'
  }
  if (before.state === 'released') {
    if (!bears) return 'released'
    return burdenMachine.next('released', isFinal || before.posted_at !== null ? 'post' : 'hold')
  }
  if (amounts.sellerMinor === before.seller_minor) return before.state
  return burdenMachine.next(before.state, amounts.sellerMinor < before.seller_minor ? 'reverse' : 'charge')
}

/** @returns the transfer that stands for it now */
async function moveLedger(work: Work, before: BurdenRow, after: BurdenRow): Promise<string | null> {
  const [was, is] = [entriesOf(before), entriesOf(after)]
  const differences = difference(was, is)
  const facts = { about: { kind: 'burden', id: before.id }, orderId: before.order_id, currency: before.currency }
  if (before.state === 'posted' || before.state === 'reversed')
    return differences.length === 0
      ? before.transfer_id
      : await writeTransfer(work, { ...facts, kind: 'burden_correction', entries: differences, state: 'posted' })
  const pending = before.state === 'held' ? before.transfer_id : null
  if (pending !== null && differences.length === 0) {
    if (after.state === 'posted') await closeTransfer(work, pending, 'posted')
    return pending
  }
  if (pending !== null) await closeTransfer(work, pending, 'voided')
  if (after.state === 'released') return before.transfer_id
  const state = after.state === 'held' ? 'pending' : 'posted'
  return await writeTransfer(work, { ...facts, kind: 'burden', entries: is, state })
}

interface Entry {
  account: string
  amountMinor: number
}

/** What whoever bears it and the commission have less, the store's sales have more: the refund took it from there. */
function entriesOf(row: BurdenRow): Entry[] {
  return [
    { account: account.seller(row.seller_id), amountMinor: -row.seller_minor },
    { account: account.guarantee, amountMinor: -row.platform_minor },
    { account: account.carrier(row.carrier ?? ''), amountMinor: -row.carrier_minor },
    { account: account.commission, amountMinor: -row.commission_back_minor },
    { account: account.sales, amountMinor: row.goods_minor + row.shipping_minor },
  ].filter((entry) => entry.amountMinor !== 0)
}

function difference(was: readonly Entry[], is: readonly Entry[]): Entry[] {
  const minorOf = (entries: readonly Entry[], name: string) =>
    entries.find((entry) => entry.account === name)?.amountMinor ?? 0
  return [...new Set([...was, ...is].map((entry) => entry.account))]
    .map((name) => ({ account: name, amountMinor: minorOf(is, name) - minorOf(was, name) }))
    .filter((entry) => entry.amountMinor !== 0)
}

async function write(work: Work, before: BurdenRow, after: BurdenRow): Promise<void> {
  const { numUpdatedRows } = await db(work)
    .updateTable('burden')
    .set(after)
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .executeTakeFirst()
  assert(numUpdatedRows === 1n, `burden ${before.id} is at version ${before.version} under the order's lock`)
}

async function moveStatement(work: Work, before: BurdenRow, after: BurdenRow): Promise<void> {
  if (before.state === 'posted' || before.state === 'reversed')
    return await correct(work, after, after.seller_minor - before.seller_minor)
  const [held] = (await openDebitsOf(work, before.id)).filter((entry) => entry.state === 'held')
  if (after.state === 'held') await hold(work, after, held)
  else if (after.state === 'posted' && after.seller_minor > 0) await post(work, after, held)
  else if (held) await release(work, after, held)
}

async function hold(work: Work, burden: BurdenRow, held: SellerEntryRow | undefined): Promise<void> {
  const minor = -burden.seller_minor
  if (minor === 0) return held && (await release(work, burden, held))
  if (held && held.amount_minor === minor) return
  if (held) await changeEntry(work, held.id, { amount_minor: minor, open_minor: minor })
  else await addEntry(work, { ...debitOf(burden), state: 'held', amount_minor: minor, open_minor: minor })
  await work.emit(sellerDebitHeld, subjectOf(burden), factOf(burden, burden.seller_minor))
}

async function post(work: Work, burden: BurdenRow, held?: SellerEntryRow): Promise<void> {
  await debit(work, burden, burden.seller_minor, held)
}

async function release(work: Work, burden: BurdenRow, held: SellerEntryRow): Promise<void> {
  await changeEntry(work, held.id, { state: debitMachine.next(held.state, 'release'), open_minor: 0 })
  await work.emit(sellerCredited, subjectOf(burden), { ...factOf(burden, -held.amount_minor), wasHeld: true })
}

/** A later word: what the seller bears more is a debit of its own, what they bear less a credit. */
async function correct(work: Work, burden: BurdenRow, moreMinor: number): Promise<void> {
  if (moreMinor > 0) return await debit(work, burden, moreMinor)
  if (moreMinor === 0) return
  const left = await takeFromDebits(work, burden.id, -moreMinor)
  await addEntry(work, {
    ...debitOf(burden),
    kind: 'credit',
    state: 'posted',
    amount_minor: -moreMinor,
    open_minor: left,
  })
  await work.emit(sellerCredited, subjectOf(burden), { ...factOf(burden, -moreMinor), wasHeld: false })
}

async function debit(work: Work, burden: BurdenRow, minor: number, held?: SellerEntryRow): Promise<void> {
  const amounts = { amount_minor: -minor, open_minor: -minor }
  const id = held?.id ?? work.newId('sen')
  const posted = { ...amounts, state: 'posted' as const, at: work.now, provider_key: `seller-debit:${id}` }
  if (held) await changeEntry(work, id, { ...posted, reason: burden.reason })
  else await addEntry(work, { ...debitOf(burden), ...posted, id })
  await work.emit(sellerDebited, subjectOf(burden), factOf(burden, minor))
  await work.enqueue(collectDebit, { entryId: id }, { key: `seller-debit:${id}` })
}

function debitOf(burden: BurdenRow) {
  return {
    kind: 'debit' as const,
    seller_id: burden.seller_id,
    order_id: burden.order_id,
    burden_id: burden.id,
    reason: burden.reason,
    currency: burden.currency,
  }
}

/** Not on the order's timeline: what a seller bears is no business of the shopper's. */
function subjectOf(burden: BurdenRow) {
  return { kind: 'burden', id: burden.id }
}

function factOf(burden: BurdenRow, amountMinor: number) {
  return {
    sellerId: burden.seller_id,
    orderId: burden.order_id,
    refundId: burden.refund_id,
    burdenId: burden.id,
    amount: money(amountMinor, burden.currency),
    about:
      burden.about_kind !== null && burden.about_id !== null ? { kind: burden.about_kind, id: burden.about_id } : null,
    reason: burden.reason,
  }
}
