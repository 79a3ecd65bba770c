import { buyLabelJob } from './buy-label-job.ts'
import { voidLabelJob } from './void-label-job.ts'
import { sweepLabels } from './schedule.ts'
import { slotHeldTimer } from './slot-held-timer.ts'

/** What the way back puts into the module. */
export const wayParts = {
  jobs: [buyLabelJob, voidLabelJob],
  timers: [slotHeldTimer],
  schedules: [sweepLabels],
}
