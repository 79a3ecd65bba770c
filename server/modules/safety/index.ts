import { filesAreHeldIn } from '#modules/files'
import { onHarm } from '#modules/problems'
import { defineModule } from '#platform/module'
import { reactions } from './reactions.ts'
import { findNotices } from './recalls/find-notices.ts'
import { lookAgain, remind } from './recalls/schedule.ts'
import { tellRecall } from './recalls/tell-recall.ts'
import { answerOver } from './reports/answer-over.ts'
import { openReport } from './reports/open-report.ts'
import { safetyRoutes } from './routes.ts'
import { dropOffers } from './stops/drop-offers.ts'
import { safetyPersonal } from './personal.ts'

export { showReport } from './reports/present.ts'
export { openRecall } from './recalls/keep-recall.ts'

// Problems stand below: what they are told of harm is written down here in the same transaction.
onHarm(async (work, { problem, ...harm }) => {
  await openReport(work, { ...harm, problemId: problem.row.id, unitIds: problem.unitIds })
})
filesAreHeldIn('safety_account', 'file_ids', { list: true })

export const safetyModule = defineModule({
  name: 'safety',
  personal: safetyPersonal,
  routes: [safetyRoutes],
  reactions,
  jobs: [findNotices, tellRecall, dropOffers],
  timers: [answerOver],
  schedules: [lookAgain, remind],
})
