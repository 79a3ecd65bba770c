import { allocate } from '#platform/money'
import type { OrderFee } from './tables.ts'

/** What an order costs, in minor units, as the storefront says it. */
export interface OrderAmounts {
  taxIncluded: boolean
  lines: LineAmounts[]
  shipping: { priceMinor: number; discountMinor: number; taxMinor: number }
  fees: OrderFee[]
  orderDiscountMinor: number
  /** Sum of what the tenders captured; null when no tender is known. */
  capturedMinor: number | null
}

export interface LineAmounts {
  reference: string
  /** Reference of the bundle that this line is part of. */
  bundleParent: string | null
  isBundle: boolean
  /** Takes part in what shipping cost. */
  isPhysical: boolean
  quantity: number
  canceledQuantity: number
  unitPriceMinor: number
  discountMinor: number
  taxMinor: number
  commission: { rate: number | null; amountMinor: number | null }
}

/** One unit's share of everything that was paid, gross. */
export interface UnitShares {
  goodsMinor: number
  goodsTaxMinor: number
  shippingMinor: number
  shippingTaxMinor: number
  feeMinor: number
  feeKeptMinor: number
  discountMinor: number
  commissionMinor: number
}

export interface Allocation {
  /** By line, then by unit. Sum of goods, shipping and both kinds of fees is `totalMinor` to the minor unit. */
  lines: UnitShares[][]
  totalMinor: number
  shippingMinor: number
}

/** Why a document of an order cannot be taken, in the sender's terms. */
export interface OrderFault {
  code: string
  message: string
  param?: string
}

/**
 * Splits every amount of an order over its units, once. Each amount is split by largest remainder, so that nothing is lost
 * or made: line amounts evenly over the line's units, the order's discount by what the units cost, shipping by what the
 * physical ones cost, fees by what all cost. What a bundle itself costs lies on its parts, because those are what is sent.
 * Shipping and fees lie on units that were not canceled, as long as there is one.
 *
 * What was captured may differ from the sum by crumbs of rounding; then the captured sum is the truth and the shares
 * are fixed to it, so that a full refund is exactly what was paid. A larger difference leaves the shares alone; captured
 * amounts are the ceiling of refunds in any case.
 */
export function allocateOrder(amounts: OrderAmounts): Allocation | { fault: OrderFault } {
  const lines = amounts.lines.map((line) => lineShares(line, amounts.taxIncluded))
  const fault = lines.find((line) => 'fault' in line) ?? faultOf(amounts, lines as Draft[][])
  if (fault && 'fault' in fault) return indexFault(fault, lines)
  const drafts = lines as Draft[][]
  moveBundles(amounts.lines, drafts)
  const units = drafts.flat()
  const rest = takeDiscount(units, amounts.orderDiscountMinor)
  spreadShipping(units, amounts, rest)
  for (const fee of amounts.fees) spreadFee(units, fee)
  fixToCaptured(amounts, units)
  return {
    lines: drafts.map((line) => line.map(sharesOf)),
    totalMinor: sum(units.map(worth)),
    shippingMinor: sum(units.map((unit) => unit.shippingMinor)),
  }
}

/** What a line is worth per unit before anything of the order as a whole: what two documents are compared by. */
export function lineWorth(line: LineAmounts, taxIncluded: boolean): number {
  return line.quantity * line.unitPriceMinor - line.discountMinor + (taxIncluded ? 0 : line.taxMinor)
}

/** A rate of an amount, rounded half up to the minor unit: 10 % of KWD 1.255 is KWD 0.126. */
export function portionOf(amountMinor: number, rate: number): number {
  const millionths = BigInt(amountMinor) * BigInt(Math.round(rate * 1_000_000))
  return Number((millionths + 500_000n) / 1_000_000n)
}

interface Draft extends UnitShares {
  canceled: boolean
  physical: boolean
  /** A bundle whose parts carry its money. */
  hollow: boolean
}

function lineShares(line: LineAmounts, taxIncluded: boolean): Draft[] | { fault: OrderFault } {
  const gross = lineWorth(line, taxIncluded)
  if (line.quantity * line.unitPriceMinor - line.discountMinor < 0) {
    return {
      fault: { code: 'amounts_do_not_add_up', message: 'The discount is larger than the line.', param: 'discount' },
    }
  }
  const evenly = Array.from({ length: line.quantity }, () => 1)
  const goods = allocate(gross, evenly)
  const tax = allocate(Math.min(line.taxMinor, gross), evenly)
  const discount = allocate(line.discountMinor, evenly)
  const commission = allocate(commissionOf(line), evenly)
  return evenly.map((_, index) => ({
    goodsMinor: goods[index] ?? 0,
    goodsTaxMinor: tax[index] ?? 0,
    shippingMinor: 0,
    shippingTaxMinor: 0,
    feeMinor: 0,
    feeKeptMinor: 0,
    discountMinor: discount[index] ?? 0,
    commissionMinor: commission[index] ?? 0,
    canceled: index >= line.quantity - line.canceledQuantity,
    physical: line.isPhysical,
    hollow: false,
  }))
}

/** Frozen on the sale: a later rate never changes what a seller owes or gets back. */
function commissionOf(line: LineAmounts): number {
  if (line.commission.amountMinor !== null) return line.commission.amountMinor
  return line.commission.rate === null
    ? 0
    : portionOf(line.quantity * line.unitPriceMinor - line.discountMinor, line.commission.rate)
}

function faultOf(amounts: OrderAmounts, lines: Draft[][]): { fault: OrderFault } | undefined {
  const { shipping } = amounts
  if (shipping.discountMinor > shipping.priceMinor) {
    return {
      fault: {
        code: 'amounts_do_not_add_up',
        message: 'The discount on shipping is larger than its price.',
        param: 'shipping.discount',
      },
    }
  }
  const goods = sum(lines.flat().map((unit) => unit.goodsMinor))
  if (amounts.orderDiscountMinor > goods + shippingGross(amounts)) {
    return {
      fault: { code: 'amounts_do_not_add_up', message: 'The discounts are larger than the order.', param: 'discounts' },
    }
  }
  return undefined
}

function indexFault({ fault }: { fault: OrderFault }, lines: readonly unknown[]): { fault: OrderFault } {
  const index = lines.findIndex((line) => typeof line === 'object' && line !== null && 'fault' in line)
  return index < 0 ? { fault } : { fault: { ...fault, param: `items[${index}].${fault.param ?? ''}` } }
}

function moveBundles(lines: readonly LineAmounts[], drafts: Draft[][]): void {
  lines.forEach((line, index) => {
    if (!line.isBundle) return
    const parts = lines.flatMap((part, at) =>
      part.bundleParent === line.reference && at !== index ? (drafts[at] ?? []) : [],
    )
    if (parts.length === 0) return
    const whole = drafts[index] ?? []
    const weights = parts.map((part) => part.goodsMinor)
    move(whole, parts, weights, 'goodsMinor')
    move(whole, parts, weights, 'goodsTaxMinor')
    move(whole, parts, weights, 'discountMinor')
    move(whole, parts, weights, 'commissionMinor')
    for (const unit of whole) unit.hollow = true
  })
}

function move(from: Draft[], to: Draft[], weights: number[], field: keyof UnitShares): void {
  add(to, allocate(sum(from.map((unit) => unit[field])), weights), field)
  for (const unit of from) unit[field] = 0
}

/** Takes the order's discount off the goods; answers what is left of it when the goods are used up. */
function takeDiscount(units: Draft[], discountMinor: number): number {
  const weights = units.map((unit) => unit.goodsMinor)
  const taken = Math.min(discountMinor, sum(weights))
  const parts = allocate(taken, weights)
  add(
    units,
    parts.map((part) => -part),
    'goodsMinor',
  )
  add(units, parts, 'discountMinor')
  for (const unit of units) unit.goodsTaxMinor = Math.min(unit.goodsTaxMinor, unit.goodsMinor)
  return discountMinor - taken
}

function spreadShipping(units: Draft[], amounts: OrderAmounts, discountLeftMinor: number): void {
  const gross = shippingGross(amounts) - discountLeftMinor
  const bearers = bearersOf(
    units.filter((unit) => unit.physical),
    units,
  )
  const weights = bearers.map((unit) => unit.goodsMinor)
  add(bearers, allocate(gross, weights), 'shippingMinor')
  add(
    bearers,
    allocate(
      Math.min(amounts.shipping.taxMinor, gross),
      bearers.map((unit) => unit.shippingMinor),
    ),
    'shippingTaxMinor',
  )
  for (const unit of bearers) unit.shippingTaxMinor = Math.min(unit.shippingTaxMinor, unit.shippingMinor)
}

function spreadFee(units: Draft[], fee: OrderFee): void {
  const bearers = bearersOf(units, units)
  add(
    bearers,
    allocate(
      fee.amountMinor,
      bearers.map((unit) => unit.goodsMinor),
    ),
    fee.refundable ? 'feeMinor' : 'feeKeptMinor',
  )
}

/** Who carries what belongs to the order as a whole: living units rather than canceled ones, parts rather than bundles. */
function bearersOf(preferred: Draft[], all: Draft[]): Draft[] {
  const solid = (units: Draft[]) => units.filter((unit) => !unit.hollow)
  const choices = [solid(preferred).filter((unit) => !unit.canceled), solid(preferred), solid(all)]
  return choices.find((units) => units.length > 0) ?? all
}

function shippingGross({ shipping, taxIncluded }: OrderAmounts): number {
  return shipping.priceMinor - shipping.discountMinor + (taxIncluded ? 0 : shipping.taxMinor)
}

function fixToCaptured(amounts: OrderAmounts, units: Draft[]): void {
  if (amounts.capturedMinor === null || amounts.capturedMinor === 0) return
  const living = units.filter((unit) => !unit.canceled)
  for (const paidFor of [units, living]) {
    const total = sum(paidFor.map(worth))
    const difference = amounts.capturedMinor - total
    if (difference === 0) return
    if (total > 0 && Math.abs(difference) <= crumbs(amounts, total)) return spreadDifference(paidFor, difference)
  }
}

/**
 * How much rounding can make: half a minor unit for each unit's price, one for each line's tax and discount, for shipping
 * and for every fee. Never more than one percent, so that a real difference is not taken for a crumb.
 */
function crumbs(amounts: OrderAmounts, totalMinor: number): number {
  const rounded = sum(amounts.lines.map((line) => Math.ceil(line.quantity / 2))) + 1 + amounts.fees.length
  return Math.min(rounded, Math.max(1, Math.floor(totalMinor / 100)))
}

/** Lays crumbs on the goods; where those cannot bear them, on shipping, and at last on fees. */
function spreadDifference(units: Draft[], differenceMinor: number): void {
  let left = differenceMinor
  for (const field of ['goodsMinor', 'shippingMinor', 'feeMinor', 'feeKeptMinor'] as const) {
    const weights = units.map((unit) => unit[field])
    if (left === 0 || sum(weights) === 0) continue
    const bearable = Math.max(left, -sum(weights))
    add(units, allocate(bearable, weights), field)
    left -= bearable
  }
  for (const unit of units) {
    unit.goodsTaxMinor = Math.min(unit.goodsTaxMinor, unit.goodsMinor)
    unit.shippingTaxMinor = Math.min(unit.shippingTaxMinor, unit.shippingMinor)
  }
}

function add(units: Draft[], parts: number[], field: keyof UnitShares): void {
  units.forEach((unit, index) => {
    unit[field] += parts[index] ?? 0
  })
}

function worth(unit: UnitShares): number {
  return unit.goodsMinor + unit.shippingMinor + unit.feeMinor + unit.feeKeptMinor
}

function sharesOf({ canceled: _canceled, physical: _physical, hollow: _hollow, ...shares }: Draft): UnitShares {
  return shares
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
