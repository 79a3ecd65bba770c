import { lockOrder, type OrderRecord, settleUnits, unsettleUnits } from '#modules/orders'
import { authorizeRefund, balanceOfOrder } from '#modules/refunds'
import { openReturn, payUnits } from '#modules/returns'
import { bearRefund, type Burden, type BurdenRow, burdensOf, settleBurden } from '#modules/settlements'
import { type RefundDetail, refundsOf } from '#modules/refunds'
import type { ClaimGround } from '#modules/policy'
import { assert } from '#platform/errors'
import type { Work } from '#platform/work'
import { cellsOfAmount } from '../cells.ts'
import { claimsOf } from '../queries.ts'
import type { ClaimRow } from '../tables.ts'
import { type Wish, wishOf } from '../wish.ts'
import type { Conclusion } from './conclude.ts'
import type { LockedClaim } from './lock-claim.ts'

/** What a conclusion made for the shopper. */
export interface Settled {
  amountMinor: number
  refundId: string | null
  returnId: string | null
}

/** The reason of the return that follows (policy `return.reasons`): the seller's each time. */
const returnReasons: Partial<Record<ClaimGround, string>> = {
  damaged: 'damaged_in_transit',
  faulty: 'defective',
  not_as_described: 'bad_description',
  return_refused: 'bad_description',
}

/**
 * Pays the shopper what a conclusion awards, under every ceiling: what a refund, a return or a chargeback gave back already is
 * never paid again, and what the claim itself has paid counts. Nothing is ever taken from the shopper.
 */
export async function settleMoney(
  work: Work,
  { claim, matter }: LockedClaim,
  conclusion: Conclusion,
): Promise<Settled> {
  const { row, unitIds } = claim
  const before: Settled = {
    amountMinor: await paidByClaim(work, row),
    refundId: row.refund_id,
    returnId: row.award_return_id,
  }
  const { verdict, ruling } = conclusion
  // In advance, or by an earlier decision, the whole of it came back.
  if (verdict === 'for_seller' || row.advanced || before.returnId !== null) return before
  if (ruling.award === 'return') return { ...before, returnId: await openWayBack(work, claim, row) }
  const order = await lockOrder(work, row.order_id)
  if (row.return_id && ruling.award === 'full') {
    const paid = await payUnits(work, row.return_id, { unitIds, moment: 'inspection' })
    const [refund] = paid
    if (refund) return { ...before, amountMinor: before.amountMinor + refund.row.amount_minor, refundId: refund.id }
  }
  const balance = await balanceOfOrder(work, order)
  const fixed = wishOf(order, unitIds, matter.askedMinor, ruling, balance)
  const isPaid = before.amountMinor > 0 && (ruling.award === 'late' || ruling.award === 'difference')
  // Decided once more, and the same: it was paid.
  if (isPaid && row.award === ruling.award) return before
  const wanted = conclusion.amountMinor ?? (isPaid ? worthOf(fixed) : undefined)
  const rest = wanted === undefined ? undefined : wanted - before.amountMinor
  if (rest !== undefined && rest <= 0) return before
  // What somebody keeps for less was the goods: shipping comes back only where the goods are not worth as much.
  const wish = rest === undefined ? fixed : { exactly: cellsOfAmount(order, unitIds, rest, balance) }
  // Put right in part by an earlier decision: the rest of it can follow.
  if (before.refundId) await unsettleUnits(work, unitIds, `partial:${before.refundId}`)
  const refund = await authorizeRefund(work, {
    order: await lockOrder(work, row.order_id),
    ...wish,
    overCeiling: 'cap',
    reason: row.ground,
    about: row.return_id ? { kind: 'return', id: row.return_id } : { kind: 'claim', id: row.id },
  })
  if (!refund) return before
  // What another matter made good for meanwhile is its own.
  const open = (await lockOrder(work, row.order_id)).units
    .filter((unit) => unitIds.includes(unit.id) && unit.settled_by === null)
    .map((unit) => unit.id)
  if (ruling.award === 'full') await settleUnits(work, open, `refund:${refund.id}`)
  if (ruling.award === 'part') await settleUnits(work, open, `partial:${before.refundId ?? refund.id}`)
  return { ...before, amountMinor: before.amountMinor + refund.row.amount_minor, refundId: refund.id }
}

function worthOf({ exactly, amountMinor }: Wish): number {
  return amountMinor ?? exactly?.reduce((sum, cell) => sum + cell.amountMinor, 0) ?? 0
}

/** Says who bears what the claim has paid, once more where that was decided otherwise before. */
export async function bearAgain(work: Work, order: OrderRecord, row: ClaimRow, conclusion: Conclusion): Promise<void> {
  const about = { kind: 'claim', id: row.id }
  const burden = burdenOf(conclusion)
  const paid = (await refundsOf(work, [row.order_id])).filter((each) => isOfClaim(row, each.row))
  const fresh = await lockOrder(work, order.row.id)
  const known = await burdensOf(work, { about })
  let left = await protectionLeft(work, row, conclusion)
  const within = (each: Burden): Burden => (left === null ? each : { payer: 'platform', upToMinor: left })
  const count = (each: BurdenRow) => {
    if (left !== null) left = Math.max(0, left - each.platform_minor)
  }
  for (const { id } of known) {
    const each = await burdenNow(work, id)
    count(
      await settleBurden(work, {
        burdenId: id,
        burden: within(partOfBurden(row, conclusion, each)),
        reason: row.ground,
      }),
    )
  }
  for (const refund of paid.filter((each) => known.every((before) => before.refund_id !== each.row.id)))
    for (const made of await bearRefund(work, {
      order: fresh,
      refundId: refund.row.id,
      burden: within(burden),
      state: 'posted',
      about,
      reason: row.ground,
      sellerIds: [row.seller_id],
    })) {
      const burdenHere = within(partOfBurden(row, conclusion, made))
      count(await settleBurden(work, { burdenId: made.id, burden: burdenHere, reason: row.ground }))
    }
  if (row.award_return_id) await settleReturn(work, row, burden)
}

/** Brings what a return has paid in line with the decision that stands: where less was found right, the seller bears as much of it. */
async function settleReturn(work: Work, row: ClaimRow, burden: Burden): Promise<void> {
  const about = { kind: 'return', id: row.award_return_id ?? '' }
  const paid = paidBy(await refundsOf(work, [row.order_id]), (refund) => isAbout(refund, about))
  const found = row.verdict === 'split' && row.payer === 'seller' ? (row.award_minor ?? paid) : paid
  for (const each of (await burdensOf(work, { about })).filter((one) => one.seller_id === row.seller_id))
    await settleBurden(work, {
      burdenId: each.id,
      burden: paid > found ? overFound(each, { paid, found }) : burden,
      reason: row.ground,
    })
}

/** The platform bears what was paid above what was found right. */
function overFound(
  { goods_minor, shipping_minor, commission_back_minor }: BurdenRow,
  { paid, found }: { paid: number; found: number },
): Burden {
  const bear = goods_minor + shipping_minor - commission_back_minor
  return { payer: 'platform', upToMinor: Math.round((bear * (paid - found)) / paid) }
}

/**
 * What the platform still pays in a protected seller's place: its limit is one for the order (policy `protect.platform_limit`), however
 * many claims there are about it. Null where no such limit counts.
 */
async function protectionLeft(work: Work, row: ClaimRow, { verdict, ruling }: Conclusion): Promise<number | null> {
  if (verdict === 'for_seller' || ruling.payer !== 'platform' || ruling.platformUpTo === null) return null
  let left = ruling.platformUpTo.amountMinor
  for (const other of await claimsOf(work, [row.order_id])) {
    if (other.row.id === row.id || other.row.payer !== 'platform' || !other.row.ruling?.platformUpTo) continue
    for (const burden of await burdensOf(work, { about: { kind: 'claim', id: other.row.id } }))
      left -= burden.platform_minor
  }
  return Math.max(0, left)
}

async function burdenNow(work: Work, burdenId: string): Promise<BurdenRow> {
  const [burden] = await burdensOf(work, { burdenId })
  assert(burden, 'a burden is never taken away')
  return burden
}

/** Who bears a return that a claim ended in, whenever its money goes back: whoever the decision that stands says. */
export async function bearReturn(work: Work, order: OrderRecord, row: ClaimRow, refundId: string): Promise<void> {
  if (row.verdict === null) return
  const burden: Burden =
    row.verdict === 'for_seller'
      ? { payer: 'platform' }
      : row.payer === 'carrier'
        ? { payer: 'carrier', carrier: 'carrier' }
        : { payer: row.payer ?? 'seller' }
  const about = { kind: 'return', id: row.award_return_id ?? '' }
  const facts = { state: 'posted' as const, about, reason: row.ground, sellerIds: [row.seller_id] }
  await bearRefund(work, { order, refundId, burden, ...facts })
  await settleReturn(work, row, burden)
}

/** Who bears it. Paid in advance and then lost, or given back on appeal: the platform, never the shopper. */
function burdenOf({ verdict, ruling }: Conclusion): Burden {
  if (verdict === 'for_seller') return { payer: 'platform' }
  if (ruling.payer === 'carrier') return { payer: 'carrier', carrier: 'carrier' }
  if (ruling.payer === 'seller') return { payer: 'seller' }
  return { payer: 'platform', ...(ruling.platformUpTo ? { upToMinor: ruling.platformUpTo.amountMinor } : {}) }
}

/** The shopper has been paid more than was found right: the seller bears what was, less its commission, and the platform the rest. */
function partOfBurden(row: ClaimRow, conclusion: Conclusion, each: BurdenRow): Burden {
  const { verdict, ruling, amountMinor } = conclusion
  const paid = row.award_minor ?? 0
  if (verdict !== 'split' || ruling.payer !== 'seller' || amountMinor === undefined || paid <= amountMinor)
    return burdenOf(conclusion)
  return overFound(each, { paid, found: amountMinor })
}

async function openWayBack(work: Work, claim: LockedClaim['claim'], row: ClaimRow): Promise<string> {
  const { row: opened } = await openReturn(work, {
    order: await lockOrder(work, row.order_id),
    unitIds: claim.unitIds,
    reason: returnReasons[row.ground] ?? 'bad_description',
    origin: 'problem',
    about: { kind: 'claim', id: row.id },
    resolution: 'refund',
    fileIds: claim.entries.filter((entry) => entry.side === 'shopper').flatMap((entry) => entry.file_ids),
  })
  return opened.id
}

/** What the claim itself has paid and that still counts. */
async function paidByClaim(work: Work, row: ClaimRow): Promise<number> {
  return paidBy(await refundsOf(work, [row.order_id]), (refund) => isOfClaim(row, refund))
}

function paidBy(refunds: readonly RefundDetail[], isMeant: (refund: RefundDetail['row']) => boolean): number {
  return refunds
    .filter((each) => isMeant(each.row))
    .flatMap(({ lines }) => lines.filter((line) => line.counted))
    .reduce((sum, line) => sum + line.goods_minor + line.shipping_minor + line.fee_minor + line.other_minor, 0)
}

type RefundAbout = Pick<RefundDetail['row'], 'id' | 'about_kind' | 'about_id'>

function isAbout({ about_kind, about_id }: RefundAbout, about: { kind: string; id: string }): boolean {
  return about_kind === about.kind && about_id === about.id
}

function isOfClaim(row: ClaimRow, refund: RefundAbout): boolean {
  return refund.id === row.refund_id || isAbout(refund, { kind: 'claim', id: row.id })
}
