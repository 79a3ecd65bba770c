import { event } from '#platform/events/event'

/** A one-time code was asked for. Whom it is for, if for anybody, is looked up when the mail is written. */
export const signInCodeRequested = event<{ codeId: string }>('sign_in.code_requested')

/** A code to open one order was asked for by its number. */
export const guestCodeRequested = event<{ codeId: string }>('guest_access.code_requested')

/** Somebody who is signed in wants to show that it is still them. */
export const proofCodeRequested = event<{ codeId: string; customerId: string }>('sign_in.proof_code_requested')

/** A link to set a new password was asked for, for an address that may be known or not. */
export const passwordResetRequested = event<{ linkId: string }>('sign_in.reset_requested')

/** A shopper signed in, or a guest opened their order. `elsewhere`: in a browser that is new to the account, with the link that takes it back. */
export const customerSignedIn = event<{
  customerId: string
  sessionId: string
  method: 'code' | 'password' | 'second_factor' | 'passkey' | 'reset' | 'store_login'
  device: string
  elsewhere?: { undo: string; place: string | null }
}>('customer.signed_in')

/** The password was set or changed; all other sessions ended. `undo`: the link that takes it back. */
export const passwordChanged = event<{ customerId: string; first: boolean; undo: string | null }>(
  'customer.password_changed',
)

/** A code was asked for that proves a new e-mail address. */
export const contactCodeRequested = event<{ changeId: string; codeId: string }>('customer.contact_code_requested')

/** E-mail or phone is another one now; the link in the mail to the old address takes it back. */
export const contactChanged = event<{
  customerId: string
  changeId: string
  field: 'email' | 'phone'
  undo: string | null
}>('customer.contact_changed')

/** A passkey or the authenticator app came or went. */
export const signInWaysChanged = event<{
  customerId: string
  what: 'passkey_added' | 'passkey_removed' | 'second_factor_on' | 'second_factor_off'
  undo: string
}>('customer.sign_in_ways_changed')

/** The owner took back everything that happened on their account since a moment, as not theirs. */
export const accountTakenBack = event<{ customerId: string; since: string }>('customer.taken_back')

/** Sessions of a shopper were ended from elsewhere: by another device, a change of the sign-in, the store, or its own sign-in. */
export const signedOutElsewhere = event<{ customerId: string }>('customer.signed_out_elsewhere')
