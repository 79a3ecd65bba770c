import type { Actor } from '#platform/auth/actor'
import { facts } from './media-types.ts'

/** What a file is called where it has no name, or none that is shown. */
export function neutralName(mediaType: string): string {
  return `file.${facts(mediaType).extension}`
}

/**
 * A file's name as somebody sees it. A name can hold an address or a number as well as words can, so between shoppers and sellers
 * each sees only their own; the store's people see all of them, and theirs are seen by all.
 */
export function nameAsSeen(
  actor: Actor,
  { name, mediaType, owner }: { name: string | null; mediaType: string; owner: Owner },
): string | null {
  return name !== null && isOtherSides(actor, owner) ? neutralName(mediaType) : name
}

interface Owner {
  kind: string
  id?: string | null
}

const shoppers = new Set(['shopper', 'guest', 'visitor'])

function isOtherSides(actor: Actor, owner: Owner): boolean {
  // What came by mail is a shopper's.
  if (actor.kind === 'seller')
    return shoppers.has(owner.kind) || owner.kind === 'mail' || isAnotherSellers(actor, owner)
  return shoppers.has(actor.kind) && owner.kind === 'seller'
}

function isAnotherSellers(actor: Extract<Actor, { kind: 'seller' }>, owner: Owner): boolean {
  return owner.kind === 'seller' && owner.id !== actor.sellerId
}
