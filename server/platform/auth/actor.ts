import { networkOf } from './network-of.ts'

export type StaffRole = 'observer' | 'associate' | 'senior' | 'lead' | 'supervisor' | 'administrator'

/** In a seller's own team: an owner decides who is in it, a member answers, an observer reads. */
export type SellerRole = 'owner' | 'member' | 'observer'

/** Who is doing something. Commands and queries decide by it; events and logs record it. */
export type Actor =
  | { kind: 'system'; name: string }
  | { kind: 'anonymous' }
  | { kind: 'shopper'; customerId: string; sessionId?: string; keyId?: string }
  /** A browser that writes to the store without an account. */
  | { kind: 'visitor'; visitorId: string; sessionId?: string }
  | { kind: 'guest'; customerId: string; orderId: string; sessionId?: string }
  | { kind: 'staff'; staffId: string; role: StaffRole; sessionId?: string; keyId?: string }
  /** Without a role: a member. Keys are never owners. */
  | { kind: 'seller'; sellerId: string; memberId: string; role?: SellerRole; sessionId?: string; keyId?: string }
  | { kind: 'key'; keyId: string; scopes: string[] }

export const anonymous: Actor = { kind: 'anonymous' }

/** The program itself, acting under a name such as `watch.promises`. */
export function system(name: string): Actor {
  return { kind: 'system', name }
}

const roleRank: Record<StaffRole, number> = {
  observer: 0,
  associate: 1,
  senior: 2,
  lead: 3,
  supervisor: 4,
  administrator: 5,
}

/** Whether a role reaches at least another one. */
export function roleReaches(role: StaffRole, least: StaffRole): boolean {
  return roleRank[role] >= roleRank[least]
}

/** Whether somebody reads what an associate, or a member of a seller, reads, and changes nothing. */
export function onlyReads(actor: Actor): boolean {
  return (actor.kind === 'staff' || actor.kind === 'seller') && actor.role === 'observer'
}

/** Whoever only reads, as the one whose reading they share. */
export function asReader(actor: Actor): Actor {
  if (!onlyReads(actor)) return actor
  return actor.kind === 'seller' ? { ...actor, role: 'member' } : ({ ...actor, role: 'associate' } as Actor)
}

/**
 * One text per identity, such as `shopper:cus_…`: it scopes idempotency keys and rate limits, and is written beside
 * events. It never contains a secret.
 */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'system':
      return `system:${actor.name}`
    case 'anonymous':
      return 'anonymous'
    case 'shopper':
      return `shopper:${actor.customerId}`
    case 'visitor':
      return `visitor:${actor.visitorId}`
    case 'guest':
      return `guest:${actor.customerId}:${actor.orderId}`
    case 'staff':
      return `staff:${actor.staffId}`
    case 'seller':
      return `seller:${actor.sellerId}:${actor.memberId}`
    case 'key':
      return `key:${actor.keyId}`
  }
}

/** Under what the connections of one sender are counted: the actor, or for strangers the address. */
export function senderKey(actor: Actor, ip: string): string {
  return actor.kind === 'anonymous' ? `ip ${networkOf(ip)}` : actorKey(actor)
}
