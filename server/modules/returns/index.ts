import { defineModule } from '#platform/module'

export { openReturn, type OpenReturnInput } from './commands/open-return.ts'
export type { ReturnRecord } from './record.ts'

export const returnsModule = defineModule({ name: 'returns' })
