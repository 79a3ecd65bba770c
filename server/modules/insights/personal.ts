import { ofConversation, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: what a conversation was scored. */
export const insightsPersonal: PersonalData = {
  tables: {
    quality_week: null,
    quality_sample: {
      rows: ofConversation(),
      forget: { kept: 'figures' },
      scrubs: ['note', 'answers'],
    },
  },
}
