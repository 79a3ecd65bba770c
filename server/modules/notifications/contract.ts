import { contract } from '#platform/contract/contract'
import * as z from 'zod'

export const NotificationPreferences = z
  .object({
    topics: z.array(
      z.object({
        topic: z.string(),
        words: z.string(),
        wanted: z.boolean(),
        always: z.boolean().meta({ description: 'Sent whatever the choice: sign-in codes and money.' }),
      }),
    ),
  })
  .meta({ id: 'NotificationPreferences' })
export type NotificationPreferences = z.infer<typeof NotificationPreferences>

export const notifications = contract({
  'GET /me/notifications': {
    summary: 'Which mails I want',
    input: z.strictObject({}),
    output: NotificationPreferences,
  },
  'PUT /me/notifications': {
    summary: 'Choose which mails I want',
    input: z.strictObject({ topics: z.array(z.strictObject({ topic: z.string(), wanted: z.boolean() })).max(50) }),
    output: NotificationPreferences,
  },
})
