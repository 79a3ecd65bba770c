import { conversationReopened, conversationResolved } from '#events/conversations'
import { on } from '#platform/events/on'
import { timer } from '#platform/jobs/timer'
import { addMinutes } from '#platform/time'
import { askSurvey } from './commands/ask-survey.ts'
import { surveyPolicy } from './survey-policy.ts'

/** Some time after it was solved. */
export const askTimer = timer<{ resolutionId: string }>('surveys.ask', async (work, { resolutionId }) => {
  await askSurvey(work, resolutionId)
})

export const surveyReactions = [
  on(conversationResolved, 'surveys.conversation-resolved', async (work, { at, payload: { resolutionId } }) => {
    const { question, delayMinutes } = await surveyPolicy(work)
    if (question === 'off') return
    await work.setTimer(askTimer, addMinutes(at, delayMinutes), { resolutionId }, { key: resolutionId })
  }),

  on(conversationReopened, 'surveys.conversation-reopened', async (work, { payload: { resolutionId } }) => {
    if (resolutionId !== null) await work.clearTimer(askTimer, resolutionId)
  }),
]
