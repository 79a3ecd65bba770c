import { event } from '#platform/events/event'

/** How shoppers, or people who work here, sign in is another now. No secret is part of it. */
export const loginChanged = event<{
  realm: 'shopper' | 'staff'
  change: 'changed' | 'new_key' | 'forgotten'
  kind: string
  /** Of the people who work here: whether they may still sign in by password. */
  passwords?: boolean
}>('login.changed')
