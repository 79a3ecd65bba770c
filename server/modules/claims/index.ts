import { filesAreHeldIn } from '#modules/files'
import { defineModule } from '#platform/module'
import { claimDueTimer } from './commands/pass-deadline.ts'
import { reactions } from './reactions.ts'
import { recourseDueTimer } from './recourse/decide-recourse.ts'
import { recourseRoutes } from './recourse/routes.ts'
import { claimRoutes } from './routes.ts'
import { claimsPersonal } from './personal.ts'

export { findRecourseNote } from './recourse/queries.ts'
export { answerClaim } from './commands/answer-claim.ts'
export { closeTurnedUp } from './commands/close-turned-up.ts'
export { decideByPerson } from './commands/decide-claim.ts'
export { openClaim, type OpenClaim } from './commands/open-claim.ts'
export { requestClaim } from './commands/request-claim.ts'
export { overchargedOf } from './facts.ts'
export { answeredBy, decidedBefore, decidedWords, refuseDecided } from './decided-before.ts'
export { whyNotClaimable } from './gates.ts'
export { answerFigures } from './answer-figures.ts'
export { claimHeads, type ClaimHead } from './claim-heads.ts'
export { presentClaims } from './present.ts'
export { type ClaimRecord, claimsOf, findClaim, listClaims } from './queries.ts'

for (const table of ['claim_entry', 'claim_question', 'seller_recourse'])
  filesAreHeldIn(table, 'file_ids', { list: true })

export const claimsModule = defineModule({
  name: 'claims',
  personal: claimsPersonal,
  routes: [claimRoutes, recourseRoutes],
  reactions,
  timers: [claimDueTimer, recourseDueTimer],
})
