import { event } from '#platform/events/event'

/** A resolution is to be asked about; the mail carries a token that is made when it leaves. */
export const surveyAsked = event<{ surveyId: string; conversationId: string }>('survey.asked')
export const surveyAnswered = event<{ surveyId: string; conversationId: string; solved: boolean }>('survey.answered')
