import { defineModule } from '#platform/module'
import { putRight } from './jobs/put-right.ts'
import { reactions } from './reactions.ts'
import { watchRoutes } from './routes.ts'
import { watchMismatches } from './sweeps/mismatches.ts'
import { watchLost } from './sweeps/lost.ts'
import { watchPayouts } from './sweeps/payouts.ts'
import { watchPromises } from './sweeps/promises.ts'
import { sellerDigest } from './sweeps/seller-digest.ts'
import { watchUnsettled } from './sweeps/unsettled.ts'
import { watchPersonal } from './personal.ts'

export { findingsOf, listFindings } from './queries.ts'
export type { FindingKind, FindingRow } from './tables.ts'

export const watchModule = defineModule({
  name: 'watch',
  personal: watchPersonal,
  routes: [watchRoutes],
  reactions,
  jobs: [putRight],
  schedules: [watchPayouts, watchPromises, watchLost, watchUnsettled, watchMismatches, sellerDigest],
})
