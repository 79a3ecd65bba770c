import { contract } from '#platform/contract/contract'
import { AnyId, Money } from '#platform/contract/shapes'
import * as z from 'zod'
import { HelpTopic } from '../shapes/contract.ts'

/** Something of the shopper's own that goes on now: a code with its values, which screens put into words. */
export const OwnCard = z
  .object({
    kind: z.enum(['order', 'delivery', 'return', 'refund', 'replacement', 'problem', 'claim']),
    id: z.string(),
    code: z.string().meta({ description: 'How it stands, within its kind, such as `paying` of a return.' }),
    title: z.string().meta({ description: 'The first item that it is about.' }),
    more: z.int().meta({ description: 'How many items it is about beside that.' }),
    at: z.string().nullable().meta({ description: 'The day that matters for its code: arrival, deadline, payment.' }),
    amount: Money.nullable(),
    href: z.string().meta({ description: 'Where it stands in the portal.' }),
  })
  .meta({ id: 'OwnCard' })
export type OwnCard = z.infer<typeof OwnCard>

export const helpOwn = contract({
  'GET /help/own': {
    summary: 'What goes on in the shopper’s own orders that an article of a topic is about; without one: all of it',
    input: z.strictObject({ topic: HelpTopic.optional() }),
    output: z.object({ data: z.array(OwnCard) }),
  },
})

/** For whoever answers: how somebody came to write. */
export const helpContacts = contract({
  'GET /help-contacts/:conversation': {
    summary: 'What somebody read and looked for in the help center before they wrote',
    input: z.strictObject({ conversation: AnyId }),
    output: z.object({
      article: z.object({ id: z.string(), title: z.string() }).nullable(),
      search: z.string().nullable().meta({ description: 'Their last search, without numbers and addresses.' }),
      locale: z
        .string()
        .meta({ description: 'The language to answer in: of the conversation, its customer, or the store.' }),
    }),
  },
})
