export type ConversationState = 'open' | 'resolved'
export type MessageKind = 'message' | 'note' | 'notice'
export type AuthorKind = 'shopper' | 'visitor' | 'staff' | 'seller' | 'system' | 'assistant'
export type NoticeCode =
  | 'opened'
  | 'joined'
  | 'left'
  | 'handed_over'
  | 'agent_gone'
  | 'goes_on_by_mail'
  | 'resolved'
  | 'reopened'
  | 'merged'
  | 'split'
  | 'remedy_taken'
  | 'warned'
  | 'quiet'
  | 'call_asked'
  | 'call_ended'
  | 'call_missed'
  | 'call_canceled'

/** The two sides of a conversation: whoever has a matter, and whoever answers it. */
export type Side = 'shopper' | 'desk'

/** On which side an author stands. */
export function sideOf(kind: AuthorKind): Side {
  return kind === 'shopper' || kind === 'visitor' ? 'shopper' : 'desk'
}

/** The kinds of authors on the shopper's side. */
export const shopperKinds = ['shopper', 'visitor'] as const satisfies AuthorKind[]

/** The kinds of authors who are people and answer; what a program tells everybody, or an assistant writes, is no person's answer. */
export const answeringKinds = ['staff', 'seller'] as const satisfies AuthorKind[]
