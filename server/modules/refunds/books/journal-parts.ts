import { currentUnits, type OrderRecord } from '#modules/orders'
import { allocate } from '#platform/money'
import type { RefundLineRow } from '../tables.ts'
import type { JournalPartKind } from './tables.ts'
import { taxRates } from './tax-rate.ts'

/** One row of the journal before it is written: what one movement means, by part, item or seller, and tax rate. */
export interface JournalPart {
  part: JournalPartKind
  feeKind: string | null
  itemId: string | null
  sellerId: string | null
  taxRateThousandths: number | null
  taxMinor: number
  grossMinor: number
}

type Lines = readonly Pick<
  RefundLineRow,
  'unit_id' | 'goods_minor' | 'goods_tax_minor' | 'shipping_minor' | 'shipping_tax_minor' | 'fee_minor' | 'other_minor'
>[]

/**
 * Takes the lines of one movement apart for the books. Goods are by item, shipping by seller, fees by kind (customs duty is one
 * of them), each with the tax stored with it. Together the parts are the lines, to the minor unit.
 * @param feesBooked what of each kind of fee is in the books already, so that every kind comes back exactly once
 */
export function journalParts(
  order: OrderRecord,
  lines: Lines,
  feesBooked: ReadonlyMap<string, number> = new Map(),
): JournalPart[] {
  const rates = ratesOf(order)
  return [
    ...goodsParts(order, lines, rates),
    ...shippingParts(order, lines, rates),
    ...feeParts(order, sum(lines, 'fee_minor'), feesBooked),
    ...otherParts(sum(lines, 'other_minor')),
  ]
}

/** The tax rates that the whole lines of the order show, and its shipping: small parts of them would show less. */
interface Rates {
  byItem: ReadonlyMap<string, number | null>
  shipping: number | null
}

function ratesOf(order: OrderRecord): Rates {
  const units = currentUnits(order)
  const items = order.items.map((item) => {
    const sold = units.filter((unit) => unit.item_id === item.id)
    return { id: item.id, grossMinor: sum(sold, 'goods_minor'), taxMinor: sum(sold, 'goods_tax_minor') }
  })
  const shipping = { grossMinor: sum(units, 'shipping_minor'), taxMinor: sum(units, 'shipping_tax_minor') }
  const rates = taxRates([...items, shipping], order.row.ship_to_country)
  return {
    byItem: new Map(items.map((item, index) => [item.id, rates[index] ?? null])),
    shipping: rates.at(-1) ?? null,
  }
}

function goodsParts(order: OrderRecord, lines: Lines, { byItem }: Rates): JournalPart[] {
  const itemOfUnit = new Map(order.units.map((unit) => [unit.id, unit.item_id]))
  return order.items.flatMap((item) => {
    const mine = lines.filter((line) => line.goods_minor !== 0 && itemOfUnit.get(line.unit_id ?? '') === item.id)
    if (mine.length === 0) return []
    return {
      part: 'goods' as const,
      feeKind: null,
      itemId: item.id,
      sellerId: item.seller_id,
      taxRateThousandths: byItem.get(item.id) ?? null,
      taxMinor: sum(mine, 'goods_tax_minor'),
      grossMinor: sum(mine, 'goods_minor'),
    }
  })
}

function shippingParts(order: OrderRecord, lines: Lines, { shipping }: Rates): JournalPart[] {
  const itemOfUnit = new Map(order.units.map((unit) => [unit.id, unit.item_id]))
  const sellerOf = (line: Lines[number]) =>
    order.items.find((item) => item.id === itemOfUnit.get(line.unit_id ?? ''))?.seller_id ?? null
  const shipped = lines.filter((line) => line.shipping_minor !== 0)
  return [...Map.groupBy(shipped, sellerOf)].map(([sellerId, mine]) => ({
    part: 'shipping',
    feeKind: null,
    itemId: null,
    sellerId,
    taxRateThousandths: shipping,
    taxMinor: sum(mine, 'shipping_tax_minor'),
    grossMinor: sum(mine, 'shipping_minor'),
  }))
}

/** Units carry their share of all refundable fees together; by kind it is what is left of each. */
function feeParts(order: OrderRecord, feeMinor: number, booked: ReadonlyMap<string, number>): JournalPart[] {
  if (feeMinor === 0) return []
  const kinds = new Map<string, number>()
  for (const fee of order.row.fees.filter((each) => each.refundable))
    kinds.set(fee.kind, (kinds.get(fee.kind) ?? 0) + fee.amountMinor)
  if (kinds.size === 0) kinds.set('fee', feeMinor)
  const left = [...kinds].map(([kind, amountMinor]) => Math.max(0, amountMinor - (booked.get(kind) ?? 0)))
  const shares = allocate(feeMinor, left)
  return [...kinds.keys()].flatMap((feeKind, index) =>
    (shares[index] ?? 0) === 0 ? [] : { ...plain('fee', shares[index] ?? 0), feeKind },
  )
}

function otherParts(otherMinor: number): JournalPart[] {
  return otherMinor === 0 ? [] : [plain('other', otherMinor)]
}

/** Money of which nobody told us the tax in it. */
function plain(part: JournalPartKind, grossMinor: number): JournalPart {
  return {
    part,
    feeKind: null,
    itemId: null,
    sellerId: null,
    taxRateThousandths: null,
    taxMinor: 0,
    grossMinor,
  }
}

function sum<K extends string>(rows: readonly { [key in K]: number }[], field: K): number {
  return rows.reduce((total, row) => total + row[field], 0)
}
