import { defineModule } from '#platform/module'
import { placeReplacement } from './jobs/place-replacement.ts'
import { stopAtStorefrontJob } from './jobs/stop-at-storefront.ts'
import { reactions } from './reactions.ts'
import { replacementRoutes } from './routes.ts'
import { sweepReplacements } from './schedule.ts'

export {
  requestReplacement,
  takeFromStock,
  type ReplacementInput,
  type UnitSwap,
} from './commands/request-replacement.ts'
export {
  assertMaySend,
  isWithheld,
  releaseProduct,
  type Sending,
  stoppedAmong,
  withholdProduct,
} from './withheld.ts'
export { canStop as canStopReplacement, stopReplacement } from './commands/stop-replacement.ts'
export { settleReplacement } from './commands/settle-replacement.ts'
export { arrivalOf, presentReplacements } from './present.ts'
export { replacementFigures } from './day-figures.ts'
export {
  findReplacement,
  findReplacementsByReference,
  listUnsentReplacements,
  replacementsOf,
  type ReplacementRecord,
} from './queries.ts'
import { replacementsPersonal } from './personal.ts'

export const replacementsModule = defineModule({
  name: 'replacements',
  personal: replacementsPersonal,
  routes: [replacementRoutes],
  reactions,
  jobs: [placeReplacement, stopAtStorefrontJob],
  schedules: [sweepReplacements],
})
