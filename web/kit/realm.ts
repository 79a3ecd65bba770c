export type Realm = 'shopper' | 'staff'

/**
 * Which of two possible cookies this page means: somebody may be signed in as a shopper and as staff in the same browser.
 * Sent as the header `Makeright-Realm`, and by sockets as the subprotocol `makeright.<realm>`.
 */
export function realm(): Realm {
  return location.pathname.startsWith('/console') ? 'staff' : 'shopper'
}
