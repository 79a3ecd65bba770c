import { contract } from '#platform/contract/contract'
import { Country, Email, TimeZone } from '#platform/contract/shapes'
import * as z from 'zod'

/** What every screen may know about the store before anyone signs in. */
export const PublicStore = z
  .object({
    name: z.string(),
    country: Country,
    currency: z.string(),
    timeZone: z.string().meta({ description: 'IANA zone; deadlines of people follow it.' }),
    locale: z.string(),
    supportEmail: z.string(),
    marketplace: z.boolean(),
    demonstration: z.boolean().meta({ description: 'True only for the demonstration store.' }),
    setUp: z.boolean().meta({ description: 'False until the first administrator has set the store up.' }),
    now: z.string().meta({ description: 'The server’s clock, which a demonstration store can move.' }),
  })
  .meta({ id: 'PublicStore' })
export type PublicStore = z.infer<typeof PublicStore>

export const StoreSetUp = z.strictObject({
  setUpCode: z.string().meta({
    description: 'Printed by the server at its first start, so that only the person who runs it can claim the store.',
  }),
  name: z.string().trim().min(1).max(120),
  country: Country,
  currency: z.string().regex(/^[A-Z]{3}$/),
  timeZone: TimeZone,
  supportEmail: Email,
  marketplace: z.boolean().default(false),
  administrator: z.strictObject({
    name: z.string().trim().min(1).max(120),
    email: Email,
    password: z.string().min(12).max(200),
  }),
})

export const stores = contract({
  'GET /store': { summary: 'The store’s public face', input: z.strictObject({}), output: PublicStore, public: true },
  'POST /store/set-up': {
    summary: 'First-run set-up of a real store',
    input: StoreSetUp,
    output: PublicStore,
    refusals: ['already_set_up', 'set_up_code_wrong'],
    public: true,
  },
})
