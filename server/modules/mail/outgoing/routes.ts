import { staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { outgoingMail } from '../contract.ts'
import { chooseRecipients } from './choose-recipients.ts'
import { forwardMessage } from './forward-message.ts'
import { listOutgoing } from './queries.ts'

export const outgoingRoutes = routes(outgoingMail, {
  'GET /conversations/:id/outgoing-mails': { who: [staff('associate')], query: listOutgoing },
  'POST /conversations/:id/forwards': { who: [staff('associate')], command: forwardMessage },
  'PUT /conversations/:id/mail-recipients': { who: [staff('associate')], command: chooseRecipients },
})
