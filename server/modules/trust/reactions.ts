import { orderRecorded } from '#events/orders'
import { on } from '#platform/events/on'
import { linkIdentity } from './commands/link-identity.ts'

export const reactions = [
  // Imported history links in bulk; an order that comes in live may be the first with a card that is known from elsewhere.
  on(orderRecorded, 'trust.link-identity', async (work, { about }) => {
    if (about.customerId) await linkIdentity(work, about.customerId)
  }),
]
