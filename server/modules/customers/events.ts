import { event } from '#platform/events/event'

/** A shopper changed what the store knows of them; `changed` names the fields, never their values. */
export const customerChanged = event<{ customerId: string; changed: string[]; by: 'shopper' | 'import' | 'sign_in' }>(
  'customer.changed',
)

/**
 * Two records are one person: because both hold the same proved e-mail address, or because somebody of the store decided so, which
 * has an id and a reason.
 */
export const customerMerged = event<{ customerId: string; intoId: string; mergeId?: string; reason?: string }>(
  'customer.merged',
)

/** A merge by hand was taken back: each has again what is addressed to it. */
export const customerSeparated = event<{ customerId: string; fromId: string; mergeId: string; reason: string }>(
  'customer.separated',
)

export { customerSignedIn, guestCodeRequested, passwordChanged, signInCodeRequested } from './sign-in/events.ts'
