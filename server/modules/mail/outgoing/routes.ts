import { staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { outgoingMail } from '../contract.ts'
import { chooseRecipients } from './choose-recipients.ts'
import { listOutgoing } from './queries.ts'

export const outgoingRoutes = routes(outgoingMail, {
  'GET /conversations/:id/outgoing-mails': { who: [staff('associate')], query: listOutgoing },
  'PUT /conversations/:id/mail-recipients': { who: [staff('associate')], command: chooseRecipients },
})
