import { filesAreHeldIn } from '#modules/files'
import { defineModule } from '#platform/module'
import { reactions } from './reactions.ts'
import { problemRoutes } from './routes.ts'
import { reviewOver } from './timers/review-over.ts'
import { waitOver } from './timers/wait-over.ts'
import { problemsPersonal } from './personal.ts'

export { turnedUp } from './commands/turned-up.ts'
export { addPhotos } from './commands/add-photos.ts'
export { askForSame, dropUnsafeOffers, noteHarm } from './commands/note-harm.ts'
export { type Harm, onHarm } from './on-harm.ts'
export { openProblemsAfter } from './queries.ts'
export { decideReview } from './commands/decide-review.ts'
export { reportProblem } from './commands/report-problem.ts'
export { takeRemedy } from './commands/take-remedy.ts'
export { allowedOnProblem, presentProblems } from './present.ts'
export { presentReviews } from './present-reviews.ts'
export { findProblem, type ProblemRecord, problemsOf, reviewsAbout } from './queries.ts'
export { groundOf } from './guarantee.ts'
export { changeInTheWay, reportFactsOf } from './report-facts.ts'
export { reportableKinds, reportableUnits, type ReportFacts, type UnitFacts, whyNotReportable } from './rules.ts'
export type { ProblemRow, ReviewRow } from './tables.ts'

filesAreHeldIn('problem_file', 'file_id')

export const problemsModule = defineModule({
  name: 'problems',
  personal: problemsPersonal,
  routes: [problemRoutes],
  reactions,
  timers: [reviewOver, waitOver],
})
