import { defineModule } from '#platform/module'
import { followMailboxes } from './follow-mailboxes.ts'
import { compareMailbox } from './jobs/compare-mailbox.ts'
import { mailRoutes } from './routes.ts'
import { readKeptMail } from './jobs/read-kept-mail.ts'
import { reactions } from './reactions.ts'
import { compareMailboxes } from './schedule.ts'

export { emailPort, type EmailPort, type MailAddress, type MailAttachment, type OutgoingMail } from './email-port.ts'
export { followMailbox } from './follow-mailbox.ts'
export { mailboxPort } from './ports.ts'

export const mailModule = defineModule({
  name: 'mail',
  routes: [mailRoutes],
  jobs: [readKeptMail, compareMailbox],
  schedules: [compareMailboxes],
  reactions,
  services: [followMailboxes],
})
