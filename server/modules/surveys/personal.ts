import { sql } from 'kysely'
import { anyOf, belowOf, ofConversation, ofCustomer, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: their answers, without their words once the account is gone. */
export const surveysPersonal: PersonalData = {
  tables: {
    survey_answer: {
      rows: belowOf('survey_id', 'survey', anyOf(ofCustomer(), ofConversation())),
      gives: { columns: ['solved', 'reason', 'comment', 'at'] },
      forget: { set: { comment: null } },
    },
    survey: { rows: anyOf(ofCustomer(), ofConversation()), forget: { set: { comment: null } } },
  },
  retention: [
    {
      name: 'survey-comments',
      words: 'What people wrote in surveys',
      table: 'survey',
      at: 'asked_at',
      usualDays: 1095,
      leastDays: 30,
      where: () => sql<boolean>`t.comment is not null`,
      then: { set: { comment: null } },
    },
  ],
}
