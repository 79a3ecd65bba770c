import { roleReaches, type Actor, type StaffRole } from './actor.ts'

/** One line of a permission table: a name for documentation, and whether it lets an actor in. */
export interface Who {
  readonly name: string
  allows(actor: Actor): boolean
}

/** Everybody, signed in or not. */
export const anyone: Who = { name: 'anyone', allows: () => true }

/** A signed-in shopper, or an API key that acts for one. */
export const shopper: Who = { name: 'shopper', allows: (actor) => actor.kind === 'shopper' }

/** A browser that writes to the store without an account: it sees what it wrote itself, and nothing else. */
export const visitor: Who = { name: 'visitor', allows: (actor) => actor.kind === 'visitor' }

/** Somebody who proved by a one-time code that one order is theirs. */
export const guest: Who = { name: 'guest', allows: (actor) => actor.kind === 'guest' }

/** Somebody who answers for a third-party seller, or a key of theirs. Their observers read what this one reads. */
export const sellerMember: Who = {
  name: 'seller',
  allows: (actor) => actor.kind === 'seller' && actor.role !== 'observer',
}

/** Whoever decides about a seller's team and keys: in person, never by a key. */
export const sellerOwner: Who = {
  name: 'seller:owner',
  allows: (actor) => actor.kind === 'seller' && actor.role === 'owner' && actor.keyId === undefined,
}

/** Anybody of a seller in a browser, for what is their own: their password, their sessions. */
export const sellerSelf: Who = {
  name: 'seller:self',
  allows: (actor) => actor.kind === 'seller' && actor.sessionId !== undefined,
}

/** An administrator, or an API key with scope `admin`. */
export const administrator: Who = {
  name: 'administrator',
  allows: (actor) =>
    (actor.kind === 'staff' && actor.role === 'administrator') ||
    (actor.kind === 'key' && actor.scopes.includes('admin')),
}

/** Staff of at least this role. */
export function staff(least: StaffRole): Who {
  return { name: `staff:${least}`, allows: (actor) => actor.kind === 'staff' && roleReaches(actor.role, least) }
}

/** Staff of at least this role, in a browser: for what no key may decide, not even one that acts as them. */
export function staffInPerson(least: StaffRole): Who {
  return {
    name: `staff:${least}:in-person`,
    allows: (actor) =>
      actor.kind === 'staff' &&
      roleReaches(actor.role, least) &&
      actor.sessionId !== undefined &&
      actor.keyId === undefined,
  }
}

/** An API key with this scope; scope `admin` includes every other. */
export function key(scope: string): Who {
  return {
    name: `key:${scope}`,
    allows: (actor) => actor.kind === 'key' && (actor.scopes.includes(scope) || actor.scopes.includes('admin')),
  }
}
