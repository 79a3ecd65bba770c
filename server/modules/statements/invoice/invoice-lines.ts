import { currentUnits, type OrderRecord, type StatedTax, type UnitRow } from '#modules/orders'
import { taxRates } from '#modules/refunds'
import type { InvoiceLine } from '../tables.ts'
import { worthOfUnits } from '../worth-of-units.ts'

/**
 * What was sold, by thing, then shipping, then fees, with the shares that were fixed when the order came. A tax that nobody told
 * stays unknown: the stored zero says nothing then.
 */
export function invoiceLines(
  order: OrderRecord,
  stated: StatedTax,
  sellerNames: ReadonlyMap<string, string>,
): InvoiceLine[] {
  const units = soldUnits(order)
  const goods = order.items.flatMap((item): InvoiceLine[] => {
    const sold = units.filter((unit) => unit.item_id === item.id)
    const grossMinor = sum(sold, 'goods_minor')
    // What a bundle costs lies on its parts.
    if (sold.length === 0 || (item.kind === 'bundle_parent' && grossMinor === 0)) return []
    const taxMinor = sum(sold, 'goods_tax_minor')
    return [
      {
        part: 'goods',
        feeKind: null,
        title: item.title,
        sku: item.sku,
        quantity: sold.length,
        soldBy: sellerNames.get(item.seller_id ?? '') ?? null,
        taxRateThousandths: null,
        taxMinor: taxMinor > 0 || stated.items.has(bundleOf(order, item).reference) ? taxMinor : null,
        grossMinor,
      },
    ]
  })
  return withRates([...goods, ...shippingLines(units, stated), ...feeLines(order, units)], order.row.ship_to_country)
}

/** Everything on the order; without what was canceled where only the rest was ever charged. */
function soldUnits(order: OrderRecord): UnitRow[] {
  const all = currentUnits(order)
  const living = all.filter((unit) => unit.canceled_at === null)
  const captured = order.tenders.reduce((total, tender) => total + tender.captured_minor, 0)
  return worthOfUnits(all) > captured && worthOfUnits(living) === captured ? living : all
}

/** Where a tax is told of a part of a bundle: with the bundle, which is what was priced. */
function bundleOf(order: OrderRecord, item: OrderRecord['items'][number]): OrderRecord['items'][number] {
  return order.items.find((each) => each.id === item.bundle_parent_id) ?? item
}

function shippingLines(units: readonly UnitRow[], stated: StatedTax): InvoiceLine[] {
  const grossMinor = sum(units, 'shipping_minor')
  const taxMinor = sum(units, 'shipping_tax_minor')
  return grossMinor === 0 ? [] : [line('shipping', null, grossMinor, taxMinor > 0 || stated.shipping ? taxMinor : null)]
}

/** By kind as the order names them, as far as that is what lies on the units. */
function feeLines({ row }: OrderRecord, units: readonly UnitRow[]): InvoiceLine[] {
  const totalMinor = sum(units, 'fee_minor') + sum(units, 'fee_kept_minor')
  const named = row.fees.filter((fee) => fee.amountMinor > 0)
  if (totalMinor === 0) return []
  if (named.reduce((total, fee) => total + fee.amountMinor, 0) !== totalMinor)
    return [line('fee', null, totalMinor, null)]
  return named.map((fee) => line('fee', fee.kind, fee.amountMinor, null))
}

function line(
  part: 'shipping' | 'fee',
  feeKind: string | null,
  grossMinor: number,
  taxMinor: number | null,
): InvoiceLine {
  return {
    part,
    feeKind,
    title: null,
    sku: null,
    quantity: 0,
    soldBy: null,
    taxRateThousandths: null,
    taxMinor,
    grossMinor,
  }
}

/** The rates that the amounts show together: small ones have that of the others which fits them. */
function withRates(lines: InvoiceLine[], country: string): InvoiceLine[] {
  const told = lines.filter((each) => each.taxMinor !== null)
  const rates = taxRates(
    told.map(({ grossMinor, taxMinor }) => ({ grossMinor, taxMinor: taxMinor ?? 0 })),
    country,
  )
  return lines.map((each) => {
    const index = told.indexOf(each)
    return index < 0 ? each : { ...each, taxRateThousandths: rates[index] ?? null }
  })
}

function sum<K extends string>(rows: readonly { [key in K]: number }[], field: K): number {
  return rows.reduce((total, row) => total + row[field], 0)
}
