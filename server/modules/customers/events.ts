import { event } from '#platform/events/event'

/** A shopper changed what the store knows of them; `changed` names the fields, never their values. */
export const customerChanged = event<{ customerId: string; changed: string[]; by: 'shopper' | 'import' | 'sign_in' }>(
  'customer.changed',
)

/** Two records turned out to be one person, because both hold the same proved e-mail address. */
export const customerMerged = event<{ customerId: string; intoId: string }>('customer.merged')

export { customerSignedIn, guestCodeRequested, passwordChanged, signInCodeRequested } from './sign-in/events.ts'
