export type { OrderBalance, PartBalance, TenderBalance, UnitBalance } from './balance.ts'
export type { ChargeRow, MovementRow, RefundLineRow, RefundRow } from './tables.ts'
export { balanceOfOrder, balances, balancesOf } from './load-balances.ts'
export type { RefundTimes } from './expected-by.ts'
export { planRefund, type PlannedMovement, type RefundInput, type RefundPlan } from './plan-refund.ts'
export { authorizeRefund, type RefundOrder, type RefundRecord } from './commands/authorize-refund.ts'
export { creditStoreBalance } from './commands/credit-store-balance.ts'
export { chargeMethod, type ChargeInput } from './commands/charge-method.ts'
export { refundCharge } from './commands/refund-charge.ts'
export { recordExternalRefunds, type ExternalOutcome, type ExternalRefund } from './commands/record-external-refunds.ts'
export { recordDispute } from './commands/record-dispute.ts'
export { settleMovement } from './commands/settle-by-key.ts'
export type { ProviderResult } from './commands/settle-movement.ts'
export {
  chargesOf,
  ledgerOf,
  loadRefunds,
  refundsOf,
  storeCreditOf,
  unsettledMovements,
  type RefundDetail,
  type UnsettledMovement,
} from './queries.ts'
export { isForSomebodyElse, isRefundShownTo } from './is-for-somebody-else.ts'
export { labelOf } from './plan-refund.ts'
export { listCreditNotes } from './books/queries.ts'
export { legalEntityOf } from './books/journal-rows.ts'
export { taxRates } from './books/tax-rate.ts'
export { goneMismatches, openMismatches, type RefundMismatch } from './reconcile/mismatches.ts'
export { presentPlan, presentRefunds } from './present.ts'
export { refundFigures } from './day-figures.ts'
export { commissionUpTo, sellerShare, type SellerShare } from './seller-share.ts'
export { account, closeTransfer, writeTransfer } from './ledger.ts'
export { askProvider, type Asked } from './jobs/ask-provider.ts'
export {
  paymentPort,
  type ChargeRequest,
  type OutsideTenderKind,
  type PaymentMovement,
  type PaymentNotice,
  type PaymentPort,
  type PaymentState,
  type RefundRequest,
  type TransferReversalRequest,
  type WebhookDelivery,
} from './ports.ts'
export { refundsModule } from './module.ts'
