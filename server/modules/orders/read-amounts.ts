import type { Amount, OrderInput } from '#contract/orders'
import { limits } from '../../limits.ts'
import type { LineAmounts, OrderAmounts, OrderFault } from './allocation.ts'

/** The amounts of a storefront's order in minor units, or what is wrong with them and where. */
export function readAmounts(input: OrderInput): OrderAmounts | { fault: OrderFault } {
  const read = reader(input.currency)
  const amounts: OrderAmounts = {
    taxIncluded: input.taxIncluded,
    lines: input.items.map((item, index) => readLine(input, item, index, read)),
    shipping: {
      priceMinor: read(input.shipping?.price, 'shipping.price'),
      discountMinor: read(input.shipping?.discount, 'shipping.discount') + discountsOf(input, 'shipping', read),
      taxMinor: read(input.shipping?.tax, 'shipping.tax'),
    },
    fees: input.fees.map((fee, index) => ({
      kind: fee.kind,
      amountMinor: read(fee.amount, `fees[${index}].amount`),
      refundable: fee.refundable,
    })),
    orderDiscountMinor: discountsOf(input, 'order', read),
    capturedMinor:
      input.tenders.length === 0
        ? null
        : input.tenders.reduce((sum, tender, index) => sum + read(tender.captured, `tenders[${index}].captured`), 0),
  }
  input.tenders.forEach((tender, index) => read(tender.authorized, `tenders[${index}].authorized`))
  input.transfers?.forEach((transfer, index) => read(transfer.amount, `transfers[${index}].amount`))
  input.refunds.forEach((refund, index) => read(refund.amount, `refunds[${index}].amount`))
  input.disputes.forEach((dispute, index) => read(dispute.amount, `disputes[${index}].amount`))
  return read.fault ?? structureFault(input) ?? amounts
}

/** An amount in minor units of the order's currency; whatever the contract lets through as an amount. */
export function minorOf(amount: Amount | undefined): number {
  if (amount === undefined) return 0
  return typeof amount === 'number' ? amount : amount.amountMinor
}

interface AmountReader {
  (amount: Amount | undefined, param: string, times?: number): number
  /** What was read, together. */
  sumMinor: number
  fault?: { fault: OrderFault }
}

/** Reads amounts and remembers the first that is negative, in another currency, or takes the sum beyond all sense. */
function reader(currency: string): AmountReader {
  const read = ((amount, param, times = 1) => {
    const minor = minorOf(amount)
    read.sumMinor += minor * times
    if (read.sumMinor > limits.orders.amountMinor)
      read.fault ??= { fault: { code: 'amount_too_large', message: 'The amounts of this order are too large.', param } }
    if (minor < 0) read.fault ??= { fault: { code: 'amount_negative', message: 'Amounts are zero or more.', param } }
    if (typeof amount === 'object' && amount.currency !== currency) {
      read.fault ??= {
        fault: {
          code: 'currency_mismatch',
          message: `This amount is in ${amount.currency}, the order in ${currency}.`,
          param,
        },
      }
    }
    return minor
  }) as AmountReader
  read.sumMinor = 0
  return read
}

function readLine(
  input: OrderInput,
  item: OrderInput['items'][number],
  index: number,
  read: AmountReader,
): LineAmounts {
  const at = `items[${index}]`
  return {
    reference: item.reference,
    bundleParent: item.bundleParent ?? null,
    isBundle: item.kind === 'bundle_parent',
    isPhysical: item.kind === 'physical',
    quantity: item.quantity,
    canceledQuantity: canceledQuantityOf(input, item),
    unitPriceMinor: read(item.unitPrice, `${at}.unitPrice`, item.quantity),
    discountMinor: read(item.discount, `${at}.discount`),
    taxMinor: read(item.tax, `${at}.tax`),
    commission: {
      rate: item.commission?.rate ?? null,
      amountMinor:
        item.commission?.amount === undefined ? null : read(item.commission.amount, `${at}.commission.amount`),
    },
  }
}

/** What the line says, or what the cancellations add up to, whichever is more; a cancellation without items is of everything. */
function canceledQuantityOf(input: OrderInput, item: OrderInput['items'][number]): number {
  if (input.canceledAt !== undefined || input.cancellations.some((cancellation) => cancellation.items === undefined))
    return item.quantity
  const listed = input.cancellations
    .flatMap((cancellation) => cancellation.items ?? [])
    .filter((each) => each.item === item.reference)
  return Math.min(
    item.quantity,
    Math.max(
      item.canceledQuantity,
      listed.reduce((sum, each) => sum + each.quantity, 0),
    ),
  )
}

function discountsOf(input: OrderInput, scope: 'order' | 'shipping', read: AmountReader): number {
  return input.discounts.reduce(
    (sum, discount, index) =>
      discount.scope === scope ? sum + read(discount.amount, `discounts[${index}].amount`) : sum,
    0,
  )
}

function structureFault(input: OrderInput): { fault: OrderFault } | undefined {
  const units = input.items.reduce((sum, item) => sum + item.quantity, 0)
  if (units > limits.orders.units) {
    return {
      fault: {
        code: 'too_many_units',
        message: `An order may have up to ${limits.orders.units.toLocaleString('en-US')} units, and this one has ${units.toLocaleString('en-US')}.`,
        param: 'items',
      },
    }
  }
  const references = input.items.map((item) => item.reference)
  const twice = references.findIndex((reference, index) => references.indexOf(reference) !== index)
  if (twice >= 0)
    return {
      fault: {
        code: 'reference_repeated',
        message: `Two items have the reference "${references[twice]}".`,
        param: `items[${twice}].reference`,
      },
    }
  const tenders = input.tenders.map((tender) => tender.reference)
  const again = tenders.findIndex((reference, index) => tenders.indexOf(reference) !== index)
  if (again >= 0)
    return {
      fault: {
        code: 'reference_repeated',
        message: `Two tenders have the reference "${tenders[again]}".`,
        param: `tenders[${again}].reference`,
      },
    }
  const unsold = (input.transfers ?? []).findIndex(
    (transfer) =>
      !input.items.some((item) => item.seller?.reference === transfer.seller) || minorOf(transfer.amount) === 0,
  )
  if (unsold >= 0)
    return {
      fault: {
        code: 'transfer_unknown',
        message: 'A transfer is an amount above zero to the seller of one of the items.',
        param: `transfers[${unsold}]`,
      },
    }
  const over = input.items.findIndex((item) => item.canceledQuantity > item.quantity)
  if (over >= 0)
    return {
      fault: {
        code: 'quantity_too_high',
        message: 'More units are canceled than were ordered.',
        param: `items[${over}].canceledQuantity`,
      },
    }
  const orphan = input.items.findIndex(
    (item) => item.bundleParent !== undefined && !references.includes(item.bundleParent),
  )
  if (orphan >= 0)
    return {
      fault: {
        code: 'item_unknown',
        message: `The order has no item "${input.items[orphan]?.bundleParent}".`,
        param: `items[${orphan}].bundleParent`,
      },
    }
  return unknownItemFault(input)
}

function unknownItemFault(input: OrderInput): { fault: OrderFault } | undefined {
  const known = new Set(input.items.map((item) => item.reference))
  const lists = [
    ...input.cancellations.map((entry, index) => ({ items: entry.items, at: `cancellations[${index}].items` })),
    ...input.returns.map((entry, index) => ({ items: entry.items, at: `returns[${index}].items` })),
    ...input.refunds.map((entry, index) => ({ items: entry.units, at: `refunds[${index}].units` })),
  ]
  for (const { items, at } of lists) {
    const index = items?.findIndex((each) => !known.has(each.item)) ?? -1
    if (index >= 0)
      return {
        fault: {
          code: 'item_unknown',
          message: `The order has no item "${items?.[index]?.item}".`,
          param: `${at}[${index}].item`,
        },
      }
  }
  return undefined
}
