import { filesAreHeldIn } from '#modules/files'
import { defineModule } from '#platform/module'
import { advanceDueTimer } from './advance/advance-due.ts'
import { advanceReactions } from './advance/reactions.ts'
import { giftRoutes } from './gift/routes.ts'
import { reactions } from './reactions.ts'
import { returnRoutes } from './routes.ts'
import { approvalOverTimer } from './timers/approval-over.ts'
import { handOverOverTimer } from './timers/hand-over-over.ts'
import { longestWaitTimer } from './timers/longest-wait.ts'
import { moneyOverdueTimer } from './timers/money-overdue.ts'
import { wayParts } from './way/parts.ts'
import { withdrawalParts } from './withdrawal/parts.ts'
import { returnsPersonal } from './personal.ts'

export { callOffReturn } from './advance/call-off.ts'
export { noteReminderDelivered } from './advance/note-reminder.ts'
export { lockReturn, type LockedReturn } from './commands/lock-return.ts'
export { openReturn, type OpenReturnInput } from './commands/open-return.ts'
export type { PayInput } from './commands/pay-under.ts'
export { payUnits } from './commands/pay-units.ts'
export { saveReturn, type ReturnChanges } from './commands/save-return.ts'
export { returnOnItem } from './allowed-on-item.ts'
export { cancelReturn } from './commands/cancel-return.ts'
export { requestReturn } from './commands/request-return.ts'
export { payoutsToday, type Payouts } from './payouts.ts'
export { presentReturns } from './present.ts'
export { returnableOf } from './returnable.ts'
export { shopperState } from './shopper-state.ts'
export { hasBegunBack } from './advance/advance-rules.ts'
export { returnIdOf } from './commands/give-instead.ts'
export { isLive as isLineLive } from './rules.ts'
export { countReturnsOf, findReturn, loadReturns, orderIdsOf, returnsOf } from './queries.ts'
export { listSellerReturns, type SellerReturnQuery } from './seller-returns.ts'
export { reasonWords } from './reason-words.ts'
export { inspectGoods, type InspectedLine } from './way/inspect-goods.ts'
export { receiveGoods } from './way/receive-goods.ts'
export type { ReturnRecord } from './record.ts'

export { findWithdrawal, noteReceiptSent, withdrawalsOf } from './withdrawal/queries.ts'
export type { WithdrawalRow } from './tables.ts'

export { labelPort, type LabelPort } from './way/ports.ts'
export { receiveScans as receiveReturnScans } from './way/receive-scans.ts'

for (const table of ['return_line', 'return_receipt', 'return_inspection'])
  filesAreHeldIn(table, 'file_ids', { list: true })
filesAreHeldIn('return_parcel', 'label_file_id')

export const returnsModule = defineModule({
  name: 'returns',
  personal: returnsPersonal,
  routes: [returnRoutes, ...wayParts.routes, ...withdrawalParts.routes, giftRoutes],
  reactions: [...reactions, ...advanceReactions, ...withdrawalParts.reactions],
  jobs: [...wayParts.jobs, ...withdrawalParts.jobs],
  timers: [
    advanceDueTimer,
    approvalOverTimer,
    handOverOverTimer,
    longestWaitTimer,
    moneyOverdueTimer,
    ...wayParts.timers,
  ],
  schedules: wayParts.schedules,
})
