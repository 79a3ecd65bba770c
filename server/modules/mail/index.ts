import { checkAnswers, followMessages } from '#modules/conversations'
import { defineModule } from '#platform/module'
import { followMailboxes } from './follow-mailboxes.ts'
import { compareMailbox } from './jobs/compare-mailbox.ts'
import { mailRoutes } from './routes.ts'
import { readKeptMail } from './jobs/read-kept-mail.ts'
import { answerDue } from './outgoing/answer-due.ts'
import { sendAnswer } from './outgoing/send-answer.ts'
import { outgoingRoutes } from './outgoing/routes.ts'
import { requireSendable } from './outgoing/require-sendable.ts'
import { compareMailboxes } from './schedule.ts'
import { mailsFollow } from './seen/follow-messages.ts'
import { replaceOriginals } from './seen/replace-originals.ts'
import { seenRoutes } from './seen/routes.ts'

export {
  emailPort,
  sendingServersPort,
  type EmailPort,
  type MailAddress,
  type MailAttachment,
  type OutgoingMail,
} from './outgoing/ports.ts'
import { mailPersonal } from './personal.ts'
export { followMailbox } from './follow-mailbox.ts'
export { findFiledMails } from './queries.ts'
export { mailboxPort, mailSignInPort, nameServerPort } from './ports.ts'
export { findRecipient, receiveMail } from './receive-mail.ts'
export { queueAnswer } from './outgoing/queue-answer.ts'
export { handOver } from './outgoing/hand-over.ts'
export { mailFrameOf, type MailFrame } from './outgoing/mail-frame.ts'
export { undeliverableAmong } from './outgoing/undeliverable.ts'

checkAnswers(requireSendable)
followMessages(mailsFollow)

export const mailModule = defineModule({
  name: 'mail',
  personal: mailPersonal,
  routes: [outgoingRoutes, mailRoutes, seenRoutes],
  jobs: [sendAnswer, readKeptMail, compareMailbox],
  schedules: [compareMailboxes, replaceOriginals],
  timers: [answerDue],
  services: [followMailboxes],
})
