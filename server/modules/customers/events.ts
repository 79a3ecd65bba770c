import { event } from '#platform/events/event'

/**
 * What the store knows of a shopper is another now; `changed` names the fields. Only where somebody of the store did it, it says what
 * was there before and after (of a phone number its end), why, and whether a sign-in of the shopper stood behind it.
 */
export const customerChanged = event<
  { customerId: string; changed: string[] } & (
    | { by: 'shopper' | 'import' | 'sign_in' }
    | {
        by: 'staff'
        before: Record<string, unknown>
        after: Record<string, unknown>
        reason: string
        verified: boolean
        conversationId: string | null
      }
  )
>('customer.changed')

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

/** After these, somebody who saw another one's matters may not see them any more: they were separated, or one lost the proof of their address. */
export function endsSight({ name, payload }: { name: string; payload: unknown }): boolean {
  if (name === customerSeparated.name) return true
  return name === customerChanged.name && (payload as { changed: string[] }).changed.includes('email_verified')
}

export {
  accountTakenBack,
  contactChanged,
  contactCodeRequested,
  customerSignedIn,
  guestCodeRequested,
  passwordChanged,
  passwordResetRequested,
  proofCodeRequested,
  signInCodeRequested,
  signInWaysChanged,
  signedOutElsewhere,
} from './sign-in/events.ts'
