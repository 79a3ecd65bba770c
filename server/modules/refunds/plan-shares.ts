import {
  currentUnits,
  heirOf,
  holdsByUnit,
  type OrderRecord,
  type TenderRow,
  type UnitRow,
  withParts,
} from '#modules/orders'
import { refillOrder, type OrderBalance } from './balance.ts'
import { cellsOf, fill, linesByMovement, sumOf, type Cell, type Line } from './spread.ts'

/** What is to be refunded. Amounts in minor units of the order's currency. */
export interface RefundWish {
  /** All current units of the order unless given. */
  unitIds?: readonly string[] | undefined
  /** Which parts of the units; goods alone unless given. */
  parts?: { goods: boolean; shipping: boolean; fees: boolean } | undefined
  /** Exactly these parts of these units, as far as they are left; `unitIds` are theirs. */
  exactly?: readonly { unitId: string; part: 'goods' | 'shipping' | 'fees'; amountMinor: number }[] | undefined
  /** With units or parts: at most their worth, spread over them. Without: money for no unit in particular. */
  amountMinor?: number | undefined
  /** Everything that was paid and has not come back, except fees that the store keeps: for an order that is canceled as a whole. */
  everythingLeft?: boolean | undefined
  /** Money that is no longer part of what the units cost, such as the difference to a cheaper variant: for no unit. */
  priceDifference?: boolean | undefined
  /** Exactly these tenders and amounts, instead of the usual order. */
  tenders?: readonly { tenderId: string; amountMinor: number }[] | undefined
  /** What happens when more is wished for than is left: refused when an amount was named, else what is left is refunded. */
  overCeiling?: 'refuse' | 'cap' | undefined
}

/** A refund worked out and not yet made: what is shown is what is stored and what is sent. */
export interface PlannedRefund {
  amountMinor: number
  /** One per tender that money comes from; its lines say what for. */
  shares: { tender: TenderRow; amountMinor: number; lines: Line[] }[]
  unitIds: string[]
  /** Units whose goods are wholly paid back by this. */
  coveredUnitIds: string[]
  /** What can still be refunded on the order afterwards. */
  remainingMinor: number
}

export interface RefundRefusal {
  code:
    | 'exceeds_refundable'
    | 'tender_unknown'
    | 'nothing_to_refund'
    | 'item_unknown'
    | 'unit_already_settled'
    | 'unit_held'
    | 'tenders_do_not_add_up'
  remainingMinor: number
  detail?: Record<string, unknown>
}

/** The matter that a refund is for; what that holds does not stand in its way. */
export type About = { kind: string; id: string } | null

/** Works out a refund under all ceilings. Pure: the same order, balance and wish always give the same plan. */
export function planShares(
  order: OrderRecord,
  balance: OrderBalance,
  wish: RefundWish,
  about: About = null,
): PlannedRefund | { refusal: RefundRefusal } {
  const promised = promisedElsewhere(order, balance, wish, about)
  if (promised) return promised
  const cells = cellsFor(order, balance, wish, about)
  const wishedMinor = wishedAmount(order, balance, wish, cells)
  const capped = (wish.overCeiling ?? (wish.amountMinor === undefined ? 'cap' : 'refuse')) === 'cap'
  if (wishedMinor > worthLimit(cells, wish) || wishedMinor > balance.remainingMinor) {
    if (!capped) return refusal('exceeds_refundable', Math.min(worthLimit(cells, wish), balance.remainingMinor))
  }
  const amountMinor = Math.min(wishedMinor, worthLimit(cells, wish), balance.remainingMinor)
  const split = splitOver(order.tenders, balance, amountMinor, wish.tenders)
  if ('refusal' in split) return split
  const paid = fill([cells], amountMinor)
  const lines = linesByMovement(
    paid,
    split.map((share) => share.amountMinor),
    balance,
    order.units,
  )
  const unitIds = [...new Set(paid.flatMap((cell) => cell.unitId ?? []))]
  return {
    amountMinor,
    shares: split.map((share, index) => ({ ...share, lines: lines[index] ?? [] })),
    unitIds,
    coveredUnitIds: madeGood(order, balance, paid, amountMinor),
    remainingMinor: balance.remainingMinor - amountMinor,
  }
}

/** Units that this makes good for: their price is wholly back, or nothing more can come back for the order at all. */
function madeGood(order: OrderRecord, balance: OrderBalance, paid: readonly Cell[], amountMinor: number): string[] {
  const open = new Set(
    currentUnits(order)
      .filter((unit) => unit.settled_by === null)
      .map((unit) => unit.id),
  )
  const priced = paid.flatMap((cell) => (cell.part === 'goods' && cell.unitId !== null ? [cell.unitId] : []))
  return (balance.remainingMinor === amountMinor ? priced : coveredBy(paid, balance)).filter((unitId) =>
    open.has(unitId),
  )
}

/** Where a refund to something else than the tender itself ends up counts against the tender all the same. */
export function splitOver(
  tenders: readonly TenderRow[],
  balance: OrderBalance,
  amountMinor: number,
  asked?: readonly { tenderId: string; amountMinor: number }[],
): { tender: TenderRow; amountMinor: number }[] | { refusal: RefundRefusal } {
  const remaining = (tender: TenderRow) => balance.perTender[tender.id]?.remaining ?? 0
  if (!asked) {
    let left = amountMinor
    return refillOrder(tenders).flatMap((tender) => {
      const taken = Math.min(left, remaining(tender))
      left -= taken
      return taken > 0 ? [{ tender, amountMinor: taken }] : []
    })
  }
  const byId = new Map<string, number>()
  for (const each of asked) byId.set(each.tenderId, (byId.get(each.tenderId) ?? 0) + each.amountMinor)
  if ([...byId.values()].reduce((sum, each) => sum + each, 0) !== amountMinor)
    return refusal('tenders_do_not_add_up', balance.remainingMinor, { amountMinor })
  const shares: { tender: TenderRow; amountMinor: number }[] = []
  for (const [tenderId, askedMinor] of byId) {
    const tender = tenders.find((each) => each.id === tenderId)
    if (!tender) return refusal('tender_unknown', balance.remainingMinor, { tender: tenderId })
    if (askedMinor > remaining(tender)) return refusal('exceeds_refundable', remaining(tender), { tender: tenderId })
    if (askedMinor > 0) shares.push({ tender, amountMinor: askedMinor })
  }
  return shares
}

/** Units of which nothing is left to refund for the goods once these cells are paid. */
export function coveredBy(cells: readonly Cell[], balance: OrderBalance): string[] {
  return cells
    .filter(
      (cell) =>
        cell.part === 'goods' &&
        cell.unitId !== null &&
        cell.amountMinor >= (balance.perUnit[cell.unitId]?.goods.remaining ?? Infinity),
    )
    .flatMap((cell) => cell.unitId ?? [])
}

function cellsFor(order: OrderRecord, balance: OrderBalance, wish: RefundWish, about: About): Cell[] {
  if (isForNoUnit(wish)) return []
  if (wish.exactly) return exactCells(order, balance, wish.exactly)
  const parts = wish.parts ?? { goods: true, shipping: false, fees: false }
  if (wish.unitIds) return cellsOf(balance, heirsOf(order, wish.unitIds), parts)
  // Without naming units, what was made good or is promised keeps its price; its shipping and fees can still come back.
  const holds = holdsByUnit(order)
  const isOpen = (unit: UnitRow) =>
    unit.settled_by === null &&
    (wish.everythingLeft === true || !holds.has(unit.id) || holds.get(unit.id)?.ref_id === about?.id)
  const [open, closed] = [currentUnits(order).filter(isOpen), currentUnits(order).filter((unit) => !isOpen(unit))]
  const ids = (units: readonly UnitRow[]) => units.map((unit) => unit.id)
  return [...cellsOf(balance, ids(open), parts), ...cellsOf(balance, ids(closed), { ...parts, goods: false })]
}

function exactCells(order: OrderRecord, balance: OrderBalance, asked: NonNullable<RefundWish['exactly']>): Cell[] {
  return asked.flatMap(({ unitId, part, amountMinor }) => {
    const heirId = heirOf(order, unitId)?.id ?? ''
    const minor = Math.min(amountMinor, balance.perUnit[heirId]?.[part].remaining ?? 0)
    return minor > 0 ? [{ unitId: heirId, part, amountMinor: minor }] : []
  })
}

/** A unit that was superseded is refunded through the one that stands for it now, and a bundle through its parts. */
function heirsOf(order: OrderRecord, unitIds: readonly string[]): string[] {
  return withParts(order, [...new Set(unitIds.flatMap((id) => heirOf(order, id)?.id ?? []))])
}

/** The price of a unit that was made good or that another matter has promised is not paid a second time. */
function promisedElsewhere(
  order: OrderRecord,
  balance: OrderBalance,
  wish: RefundWish,
  about: About,
): { refusal: RefundRefusal } | undefined {
  if (isForNoUnit(wish) || !wish.unitIds || wish.parts?.goods === false) return undefined
  const holds = holdsByUnit(order)
  for (const id of heirsOf(order, wish.unitIds)) {
    const unit = order.units.find((each) => each.id === id)
    if (!unit || (balance.perUnit[id]?.goods.remaining ?? 0) === 0) continue
    if (unit.settled_by !== null)
      return refusal('unit_already_settled', balance.remainingMinor, { unitIds: [id], settledBy: unit.settled_by })
    const hold = holds.get(id)
    if (hold && hold.ref_id !== about?.id)
      return refusal('unit_held', balance.remainingMinor, {
        unitIds: [id],
        heldBy: { kind: hold.kind, id: hold.ref_id },
      })
  }
  return undefined
}

function wishedAmount(order: OrderRecord, balance: OrderBalance, wish: RefundWish, cells: readonly Cell[]): number {
  if (wish.amountMinor !== undefined) return wish.amountMinor
  if (!wish.everythingLeft) return sumOf(cells)
  const kept = currentUnits(order).reduce((sum, unit) => sum + unit.fee_kept_minor, 0)
  return Math.max(0, balance.remainingMinor - kept)
}

function worthLimit(cells: readonly Cell[], wish: RefundWish): number {
  return isForNoUnit(wish) || wish.everythingLeft ? Infinity : sumOf(cells)
}

function isForNoUnit(wish: RefundWish): boolean {
  return (
    wish.priceDifference === true ||
    (wish.amountMinor !== undefined && wish.unitIds === undefined && wish.parts === undefined)
  )
}

export function refusal(
  code: RefundRefusal['code'],
  remainingMinor: number,
  detail?: Record<string, unknown>,
): { refusal: RefundRefusal } {
  return { refusal: { code, remainingMinor, ...(detail ? { detail } : {}) } }
}
