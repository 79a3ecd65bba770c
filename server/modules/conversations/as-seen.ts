import type { Actor } from '#platform/auth/actor'
import { firstNameSeen, maskContact } from '#modules/sellers'
import type { Message } from './contract.ts'
import type { AuthorKind } from './words.ts'

interface Author {
  kind: AuthorKind
  id: string | null
  name: string
}

/**
 * A text as somebody sees it. Between shoppers and sellers nothing passes by which they could go on elsewhere: e-mail
 * addresses, phone numbers, streets. What is stored stays whole, for the store's own people.
 */
export function textFor(actor: Actor, author: Pick<Author, 'kind' | 'id'>, text: string): string {
  if (actor.kind === 'seller') {
    const isOwn = author.kind === 'seller' && author.id === actor.sellerId
    return isOwn ? text : maskContact(text)
  }
  const isOtherSide = actor.kind === 'shopper' || actor.kind === 'guest' || actor.kind === 'visitor'
  return isOtherSide ? textSent(author, text) : text
}

/** A text as it leaves to the shopper by mail, or is kept for them to read: a seller's without ways to reach them elsewhere. */
export function textSent(author: Pick<Author, 'kind'>, text: string): string {
  return author.kind === 'seller' ? maskContact(text) : text
}

/** Who wrote, as somebody sees them: of a shopper a seller learns the first name. */
export function authorFor(actor: Actor, author: Author): Author {
  const isShopper = author.kind === 'shopper' || author.kind === 'visitor'
  return actor.kind === 'seller' && isShopper ? { ...author, id: null, name: firstNameSeen(author.name) } : author
}

/** What happened, as somebody sees it: a seller learns that, and of the details only who of the store came or went. */
export function noticeFor(actor: Actor, notice: Message['notice']): Message['notice'] {
  if (notice === null || actor.kind !== 'seller') return notice
  const named = ['joined', 'left', 'handed_over', 'agent_gone'].includes(notice.code)
  return named ? notice : { ...notice, values: {} }
}
