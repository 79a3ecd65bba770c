import { mailFiled } from '#events/mail'
import { answerDueOf } from '#modules/clocks'
import { mayMailTo } from '#modules/conversations'
import { findFiledMail } from '#modules/mail'
import { on } from '#platform/events/on'
import { tellAbout } from './conversations.ts'

export const mailReactions = [
  // One for each matter, and none where a machine wrote or asked for silence.
  on(
    mailFiled,
    'notifications.mail-filed',
    async (work, { payload: { mailId, conversationId } }) => {
      const mail = await findFiledMail(work, mailId)
      // A forged sender is not flooded.
      if (!mail || !(await mayMailTo(work, mail.from))) return
      const by = await answerDueOf(work, conversationId)
      await tellAbout(work, conversationId, 'mail_received', `mail-received:${conversationId}`, (link) => ({
        about: mail.bareSubject,
        by: by && { moment: by },
        link,
      }))
    },
    ({ isNew, mayBeAnswered }) => isNew && mayBeAnswered,
  ),
]
