import { defineModule } from '#platform/module'
import { wayParts } from './way/parts.ts'

export { callOffReturn } from './advance/call-off.ts'
export { lockReturn, type LockedReturn } from './commands/lock-return.ts'
export { openReturn, type OpenReturnInput } from './commands/open-return.ts'
export { payUnits, type PayInput } from './commands/pay-units.ts'
export { saveReturn, type ReturnChanges } from './commands/save-return.ts'
export { findReturn, loadReturns, orderIdsOf, returnsOf } from './queries.ts'
export type { ReturnRecord } from './record.ts'

export { labelPort, type LabelPort } from './way/ports.ts'

export const returnsModule = defineModule({
  name: 'returns',
  jobs: wayParts.jobs,
  timers: wayParts.timers,
  schedules: wayParts.schedules,
})
