import { buyLabelJob } from './buy-label-job.ts'
import { voidLabelJob } from './void-label-job.ts'
import { wayRoutes } from './routes.ts'
import { sweepLabels, sweepParcels } from './schedule.ts'
import { trackParcelJob } from './track-parcel-job.ts'
import { parcelSilentTimer } from './silence-timer.ts'
import { slotHeldTimer } from './slot-held-timer.ts'

/** What the way back puts into the module. */
export const wayParts = {
  routes: [wayRoutes],
  jobs: [buyLabelJob, voidLabelJob, trackParcelJob],
  timers: [slotHeldTimer, parcelSilentTimer],
  schedules: [sweepLabels, sweepParcels],
}
