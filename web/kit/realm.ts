export type Realm = 'shopper' | 'staff' | 'seller'

/**
 * Which of several possible cookies this page means: somebody may be signed in as a shopper, as staff and for a seller in the
 * same browser.
 * Sent as the header `Makeright-Realm`, and by sockets as the subprotocol `makeright.<realm>`.
 */
export function realm(): Realm {
  if (/^\/seller(\/|$)/.test(location.pathname)) return 'seller'
  return location.pathname.startsWith('/console') ? 'staff' : 'shopper'
}

let token: string | null = null
let isTokenOnly = false

/** From now on this page acts by a token in its hand, and no cookie counts; null gives that up. The token is never part of an address. */
export function actByToken(next: string | null) {
  token = next
}

/** The token that this page acts by; null where a cookie says who it is. */
export function heldToken(): string | null {
  return token
}

/** No cookie ever speaks for this page: without a token it is nobody. */
export function neverByCookie() {
  isTokenOnly = true
}

/** Whether somebody can be named at all just now. */
export function hasSender(): boolean {
  return token !== null || !isTokenOnly
}

/** How a request says who sends it. */
export function senderOf(as: Realm = realm()): { headers: Record<string, string>; credentials: RequestCredentials } {
  if (token === null && isTokenOnly) return { headers: {}, credentials: 'omit' }
  return token === null
    ? { headers: { 'makeright-realm': as }, credentials: 'same-origin' }
    : { headers: { authorization: `Bearer ${token}` }, credentials: 'omit' }
}
