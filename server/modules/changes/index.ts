import { defineModule } from '#platform/module'
import { applyChange, lookUpChange } from './jobs/apply-change.ts'
import { reactions } from './reactions.ts'
import { changeRoutes } from './routes.ts'
import { sweepChanges } from './schedule.ts'
import { answerOver } from './timers.ts'

export { allowedChanges, type AllowedChange, type ChangesFacts, type NotAllowedChange } from './allowed.ts'
export { answerChange } from './commands/answer-change.ts'
export { askedOfSeller } from './seller-questions.ts'
export { requestChange } from './commands/request-change.ts'
export { settleChange } from './commands/settle-change.ts'
export { lookUpChange } from './jobs/apply-change.ts'
export { type ChangePlan, planChange } from './plan-change.ts'
export {
  type ChangeOutcome,
  type ReplacementOutcome,
  type ReplacementRequest,
  type StorefrontAddress,
  type StorefrontPort,
  storefrontPort,
} from './ports.ts'
import { changesPersonal } from './personal.ts'
export { parcelFacts } from './facts.ts'
export { presentChanges } from './present.ts'
export { type ChangeRecord, changesOf, findChange } from './queries.ts'
export { type ParcelFacts, repriced as priceAs, stateOfUnits } from './rules.ts'

export const changesModule = defineModule({
  name: 'changes',
  personal: changesPersonal,
  routes: [changeRoutes],
  reactions,
  jobs: [applyChange, lookUpChange],
  timers: [answerOver],
  schedules: [sweepChanges],
})
