import type { App } from '../app.ts'
import { limits } from '../../limits.ts'
import { addMinutes } from '../time.ts'

/** One kind of people who sign in, with sessions and a cookie of their own. */
export type Realm = 'shopper' | 'staff' | 'seller'

interface RealmFacts {
  cookie: string
  /** How long a session lasts after it was last used. */
  idleHours: number
}

const realms: Record<Realm, RealmFacts> = {
  shopper: { cookie: 'mr_shopper', idleHours: limits.signIn.shopperSessionHours },
  staff: { cookie: 'mr_staff', idleHours: limits.signIn.staffSessionHours },
  seller: { cookie: 'mr_seller', idleHours: limits.signIn.sellerSessionHours },
}

/** Subprotocols by which a socket says which realm it means. */
export const realmProtocols: ReadonlySet<string> = new Set(Object.keys(realms).map((realm) => `makeright.${realm}`))

/** Name of a realm's cookie. Over https the `__Host-` prefix binds it to this host alone. */
export function cookieOf(app: App, realm: Realm): string {
  const { cookie } = realms[realm]
  return isSecure(app) ? `__Host-${cookie}` : cookie
}

/** Whether shoppers reach the program over https, so that cookies must never travel without it. */
export function isSecure(app: App): boolean {
  return app.config.publicUrl.startsWith('https:')
}

/** The time that authenticator apps go by: the store's, but never the moved clock of a demonstration. */
export function signInTime(app: App): Date {
  return app.demo ? new Date() : app.clock.now()
}

/**
 * When a session that is used now ends: some time after this use, and never later than its whole life after it began. In the
 * demonstration store, whose clock jumps by days, nobody is signed out by that.
 */
export function sessionEnd(
  app: App,
  realm: Realm,
  kind: 'full' | 'half' | 'guest' = 'full',
  begun = app.clock.now(),
): Date {
  const idle = addMinutes(app.clock.now(), sessionMinutes(app, realm, kind))
  const whole = addMinutes(begun, wholeMinutes(app, realm, kind))
  return app.demo || idle < whole ? idle : whole
}

/** How long a session lasts at most, however much it is used. */
export function wholeMinutes(app: App, realm: Realm, kind: 'full' | 'half' | 'guest' = 'full'): number {
  if (app.demo) return limits.signIn.demonstrationSessionHours * 60
  return limits.signIn.sessionDays[kind === 'guest' ? 'guest' : realm] * 24 * 60
}

/** How long a session lasts after it was last used; a half one is waiting for the second step of the sign-in. */
export function sessionMinutes(app: App, realm: Realm, kind: 'full' | 'half' | 'guest' = 'full'): number {
  if (kind === 'half') return limits.signIn.halfSessionMinutes
  if (app.demo) return limits.signIn.demonstrationSessionHours * 60
  return (kind === 'guest' ? limits.signIn.guestSessionHours : realms[realm].idleHours) * 60
}

/**
 * Whether a request means this realm. A browser may hold the cookies of several realms at once; the header
 * `Makeright-Realm`, or for sockets the subprotocol `makeright.<realm>`, says which of them counts. Without it either may.
 */
export function meansRealm(headers: Record<string, string | string[] | undefined>, realm: Realm): boolean {
  const named = headers['makeright-realm']
  if (typeof named === 'string' && named in realms) return named === realm
  const protocols = String(headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((part) => part.trim())
  const others = Object.keys(realms).filter((other) => other !== realm)
  return !others.some((other) => protocols.includes(`makeright.${other}`))
}
