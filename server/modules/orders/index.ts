export type {
  DisputeRow,
  Fulfillment,
  HistoryRow,
  HoldKind,
  HoldRow,
  ItemKind,
  ItemRow,
  OrderFee,
  OrderRow,
  TenderKind,
  TenderRow,
  UnitRow,
} from './tables.ts'
export {
  currentUnits,
  heirOf,
  holdsByUnit,
  isBankLooking,
  isSentAgain,
  itemOf,
  type OrderRecord,
  unitsBefore,
  withParts,
} from './record.ts'
export { loadOrders } from './load-orders.ts'
export { findOrder, findOrderIdOfItem, findOrderOfItem, orderIdsByNumber, orderIdsByReference } from './queries.ts'
export { listOrders, type OrderPage, type OrderQuery } from './list-orders.ts'
export { listSellerOrders, type SellerOrderQuery } from './seller-orders.ts'
export { countOrdersOf, orderCountsOf, type OrderCounts } from './order-counts.ts'
export { customersOfOrders, findSharedTenders } from './shared-tenders.ts'
export { ordersByNumbers } from './orders-by-numbers.ts'
export { transfersTo, unpaidSalesOf, type OrderTransfer } from './transfers.ts'
export { ordersByTender } from './orders-by-tender.ts'
export { listPaidOrders, type PaidOrder } from './paid-orders.ts'
export { statedTaxOf, type StatedTax } from './stated-tax.ts'
export { listUnsentOrders, type UnsentAfter } from './unsent-orders.ts'
export { orderReferences } from './order-references.ts'
export { searchOrders } from './search-orders.ts'
export { addressKey } from './address-key.ts'
export { minorOf } from './read-amounts.ts'
export { listOrdersPlaced, ordersAmong, productIdOf, type OrderTraits } from './orders-among.ts'
export { findProducts, type FoundProduct, searchProducts } from './products.ts'
export { itemsSold, type SoldItem, type SoldTraits } from './items-sold.ts'
export { findVariant, findVariantsById, variantsOf, type VariantRecord } from './variants.ts'
export { lockOrder, lockOrders } from './commands/lock-order.ts'
export { holdUnits, releaseHolds } from './commands/hold-units.ts'
export { markMoneyMoved, settleUnits, unsettleUnits } from './commands/settle-units.ts'
export { restoreUnits } from './commands/restore-units.ts'
export { supersedeUnits, type UnitChange } from './commands/supersede-units.ts'
export { cancelUnits } from './commands/cancel-units.ts'
export { changeShipTo } from './commands/change-ship-to.ts'
export { addTender, recordPaymentChange, type TenderFacts } from './commands/add-tender.ts'
export { putDispute, type DisputeFacts } from './commands/put-dispute.ts'
export { recordOrderHistory, type HistoryFacts } from './commands/record-order-history.ts'
export { recordFulfillment } from './commands/record-fulfillment.ts'
export { noteShortage, releaseStock, reserveStock } from './commands/reserve-stock.ts'
export { upsertOrders, type OrderOutcome, type UpsertOptions } from './commands/upsert-orders.ts'
export { upsertProducts, type ProductOutcome } from './commands/upsert-products.ts'
export type { PassOn } from './pass-on.ts'
export { ordersModule } from './module.ts'
