import { findConversation } from '#modules/conversations'
import { anyone, guest, key, shopper, staff, visitor } from '#platform/auth/who'
import { routes, type RawContext } from '#platform/contract/routes'
import { forbidden, notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { answerSurvey } from './commands/answer-survey.ts'
import { surveys } from './contract.ts'
import { findSurvey, openSurveyOf, presentSurvey } from './queries.ts'
import { provesSurvey } from './survey-token.ts'

export const surveyRoutes = routes(surveys, {
  'GET /conversations/:id/survey': {
    who: [shopper, guest, visitor, staff('associate'), key('conversations:read')],
    query: openSurveyOf,
  },
  // Direct, because the link's token is checked against the server's secret. Reading stores nothing.
  'GET /surveys/:id': {
    who: [anyone],
    limit: { perMinute: 120, by: 'ip' },
    direct: async (context) => {
      const row = (await findSurvey(context.read(), context.input.id)) ?? notFound('question')
      await requireRight(context, row.conversation_id)
      return await presentSurvey(context.read(), row)
    },
  },
  'POST /surveys/:id/answer': {
    who: [anyone],
    limit: { perMinute: 60, by: 'ip' },
    direct: async (context) => {
      const { id, solved, reason, comment } = context.input
      const row = (await findSurvey(context.read(), id)) ?? notFound('question')
      const byLink = await requireRight(context, row.conversation_id)
      if (!byLink && !isShopperSide(context.read())) forbidden('Whoever wrote to us answers this.')
      return await context.transact((work) => answerSurvey(work, { id, solved, reason, comment }))
    },
  },
})

/** Whoever has the mailed link, and whoever sees the conversation. Everybody else learns nothing. @returns whether it was the link */
async function requireRight(
  { app, input, read }: RawContext<{ id: string; token?: string | undefined }>,
  conversationId: string,
): Promise<boolean> {
  if (provesSurvey(app.config, input.id, input.token)) return true
  await findConversation(read(), conversationId).catch(() => notFound('question'))
  return false
}

function isShopperSide({ actor }: Reader): boolean {
  return actor.kind === 'shopper' || actor.kind === 'guest' || actor.kind === 'visitor'
}
