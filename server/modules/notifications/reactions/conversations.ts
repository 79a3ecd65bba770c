import { storePolicy } from '#modules/stores'
import {
  conductChanged,
  conversationGoesOnByMail,
  isMessage,
  messagePosted,
  transcriptAsked,
} from '#events/conversations'
import { surveyAsked } from '#events/surveys'
import { findConduct, firstName, mayMailTo, reachOf, textSent, unseenAnswer, type Reach } from '#modules/conversations'
import { queueAnswer } from '#modules/mail'
import { findStaff } from '#modules/staff'
import { findSurvey } from '#modules/surveys'
import { on } from '#platform/events/on'
import { timer } from '#platform/jobs/timer'
import type { Work } from '#platform/work'
import { queueNotification, type NotificationRequest } from '../queue-notification.ts'
import type { Hidden, TemplateName, TemplateParams } from '../templates.ts'

/** An answer of ours is mailed once it can no longer be taken back, unless it was seen meanwhile. */
export const answerTimer = timer<{ messageId: string }>('notifications.answer', async (work, { messageId }) => {
  const message = await unseenAnswer(work, messageId)
  const reach = message && (await reachOf(work, message.conversation_id))
  if (!reach) return
  await tell(work, reach, 'conversation_answer', `conversation-answer:${messageId}`, (link) => ({
    person: message.author_kind === 'staff' ? message.author_name : '',
    said: textSent({ kind: message.author_kind }, message.body),
    link,
  }))
})

export const conversationReactions = [
  on(
    messagePosted,
    'notifications.message-posted',
    async (work, { at, payload }) => {
      const reach = await reachOf(work, payload.conversationId)
      // Whoever is in the chat reads it there.
      if (!reach || (reach.conversation.channel !== 'mail' && reach.conversation.channel !== 'web')) return
      const seconds = (await storePolicy(work)).get('chat.undo_seconds')
      const { messageId, conversationId } = payload
      const leavesAt = new Date(at.getTime() + seconds * 1000)
      // Whoever wrote a mail is answered by one, in its thread.
      if (await queueAnswer(work, { messageId, conversationId, leavesAt })) return
      await work.setTimer(answerTimer, leavesAt, { messageId }, { key: messageId })
    },
    (payload) => isMessage(payload) && (payload.author.kind === 'staff' || payload.author.kind === 'seller'),
  ),

  on(conversationGoesOnByMail, 'notifications.goes-on-by-mail', async (work, { id, payload }) => {
    const reach = await reachOf(work, payload.conversationId)
    // An address that anybody may type is not flooded; the conversation itself waits where it was written.
    if (reach?.to && 'address' in reach.to && !(await mayMailTo(work, reach.to.address))) return
    if (reach)
      await tell(work, reach, 'goes_on_by_mail', `goes-on-by-mail:${id}`, (link) => ({
        because: payload.because,
        link,
      }))
  }),

  on(transcriptAsked, 'notifications.transcript-asked', async (work, { id, payload }) => {
    const reach = await reachOf(work, payload.conversationId)
    if (!reach) return
    const typed = payload.to === '' ? null : { address: payload.to, locale: payload.locale }
    await tell(work, { ...reach, to: reach.to ?? typed }, 'transcript', `transcript:${id}`, (link) => ({ link }))
  }),

  on(surveyAsked, 'notifications.survey-asked', async (work, { payload: { surveyId, conversationId } }) => {
    const [reach, survey] = [await reachOf(work, conversationId), await findSurvey(work, surveyId)]
    if (!reach || !survey) return
    const person = survey.staff_id ? (await findStaff(work, [survey.staff_id])).get(survey.staff_id) : undefined
    await tell(work, reach, 'survey_asked', `survey:${surveyId}`, () => ({
      person: firstName(person?.name ?? ''),
      link: { hidden: { kind: 'survey_yes', id: surveyId } },
      other: { hidden: { kind: 'survey_no', id: surveyId } },
    }))
  }),

  on(conductChanged, 'notifications.conduct-changed', async (work, { id, payload: { conductId, step, lifted } }) => {
    const row = await findConduct(work, conductId)
    const reach = row?.conversation_id ? await reachOf(work, row.conversation_id) : undefined
    if (!row || !reach) return
    await tell(work, reach, 'conduct_changed', `conduct:${id}`, () => ({
      step: lifted ? 'lifted' : (step as 'warned' | 'mail_only' | 'blocked'),
      until: row.expires_at && !lifted ? { moment: row.expires_at } : null,
    }))
  }),
]

/** Tells whoever a conversation is with about it, where they can be reached. */
export async function tell<T extends TemplateName>(
  work: Work,
  { conversation, to, byLink }: Reach,
  template: T,
  dedupeKey: string,
  params: (link: Hidden | null) => TemplateParams[T],
): Promise<void> {
  if (to === null) return
  const link: Hidden | null = byLink ? { hidden: { kind: 'conversation_link', id: conversation.id } } : null
  await queueNotification<T>(work, {
    template,
    params: params(link),
    to,
    dedupeKey,
    // Not about its order: what was said is seen through the conversation only, and not by everybody who sees the order.
    about: { kind: 'conversation', id: conversation.id },
    reference: conversation.reference,
    path: `/conversations/${conversation.id}`,
  } satisfies NotificationRequest<T>)
}
