import { defineModule } from '#platform/module'

export { lockReturn, type LockedReturn } from './commands/lock-return.ts'
export { openReturn, type OpenReturnInput } from './commands/open-return.ts'
export { payUnits, type PayInput } from './commands/pay-units.ts'
export { saveReturn, type ReturnChanges } from './commands/save-return.ts'
export { findReturn, loadReturns, orderIdsOf, returnsOf } from './queries.ts'
export type { ReturnRecord } from './record.ts'

export const returnsModule = defineModule({ name: 'returns' })
