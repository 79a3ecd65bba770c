import { event } from '#platform/events/event'

/** A one-time code was asked for. Whom it is for, if for anybody, is looked up when the mail is written. */
export const signInCodeRequested = event<{ codeId: string }>('sign_in.code_requested')

/** A code to open one order was asked for by its number. */
export const guestCodeRequested = event<{ codeId: string }>('guest_access.code_requested')

/** A shopper signed in, or a guest opened their order. */
export const customerSignedIn = event<{
  customerId: string
  sessionId: string
  method: 'code' | 'password' | 'store_login'
  device: string
}>('customer.signed_in')

/** The password was set or changed; all other sessions ended. */
export const passwordChanged = event<{ customerId: string; first: boolean }>('customer.password_changed')
