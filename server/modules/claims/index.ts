import { filesAreHeldIn } from '#modules/files'
import { defineModule } from '#platform/module'
import { claimDueTimer } from './commands/pass-deadline.ts'
import { reactions } from './reactions.ts'
import { claimRoutes } from './routes.ts'

export { openClaim, type OpenClaim } from './commands/open-claim.ts'
export { whyNotClaimable } from './gates.ts'
export { claimHeads, type ClaimHead } from './claim-heads.ts'
export { presentClaims } from './present.ts'
export { type ClaimRecord, claimsOf, findClaim } from './queries.ts'

for (const table of ['claim_entry', 'claim_question']) filesAreHeldIn(table, 'file_ids', { list: true })

export const claimsModule = defineModule({
  name: 'claims',
  routes: [claimRoutes],
  reactions,
  timers: [claimDueTimer],
})
