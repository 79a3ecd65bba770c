import { event } from '#platform/events/event'

/**
 * Facts that both sides may see are about `{ kind: 'conversation', id }`; facts for colleagues only are about
 * `{ kind: 'desk', id }` of the same id, so that a shopper's screen is not even told that there was one.
 */

/** Somebody began to write to us, or we to them. */
export const conversationOpened = event<{
  conversationId: string
  channel: string
  customerId: string | null
  visitorId: string | null
  orderId: string | null
  /** What the shopper chose on the way, before anybody guessed. */
  intent: string | null
  locale: string | null
  byStaff: boolean
  /** The article that they wrote from, and the search before; absent where there was neither. */
  help?: { article: string | null; search: string | null }
}>('conversation.opened')

/**
 * A message or notice both sides see. `text` is the value that changed; files are ids. Live topics share it, so that a screen
 * needs no second look.
 */
export const messagePosted = event<{
  messageId: string
  conversationId: string
  position: number
  clientId: string | null
  kind: 'message' | 'notice'
  author: { kind: string; id: string | null; name: string }
  channel: string
  text: string
  notice: { code: string; values: Record<string, string> } | null
  redacted: string[]
  fileIds: string[]
  files: SharedFile[]
  at: string
  /** The shopper's oldest unanswered message began then, after this one; null when we have answered. */
  waitingSince: string | null
}>('message.posted')

/** Whether somebody said something, rather than that something is noted in the timeline. */
export function isMessage({ kind }: { kind: 'message' | 'notice' }): boolean {
  return kind === 'message'
}

/** Whether somebody said something, or spoke on the phone: what deadlines are counted by. */
export function isTurn({ kind, notice }: { kind: 'message' | 'notice'; notice: { code: string } | null }): boolean {
  return kind === 'message' || notice?.code === 'call_ended'
}

/** A file as a message carries it; whoever may see the message makes a link of their own. */
export interface SharedFile {
  id: string
  mediaType: string
  sizeBytes: number
  name: string | null
}

/** Undone before the other side had seen it. */
export const messageRetracted = event<{
  messageId: string
  conversationId: string
  position: number
  /** As in `message.posted`: taking back an answer makes the shopper wait again. */
  waitingSince: string | null
}>('message.retracted')

/** Called solved, with a resolution of its own. */
export const conversationResolved = event<{
  conversationId: string
  resolutionId: string
  cause: string | null
  byStaffId: string | null
  customerId: string | null
}>('conversation.resolved')

export const conversationReopened = event<{ conversationId: string; resolutionId: string | null; by: string }>(
  'conversation.reopened',
)

/** Shown as one with another from now on. */
export const conversationMerged = event<{ conversationId: string; into: string }>('conversation.merged')
export const conversationUnmerged = event<{ conversationId: string; from: string }>('conversation.unmerged')

/** Some of its messages went into a conversation of their own, and back again. */
export const conversationSplit = event<{ conversationId: string; into: string; splitId: string }>('conversation.split')
export const conversationSplitUndone = event<{ conversationId: string; from: string; splitId: string }>(
  'conversation.split_undone',
)

/** The shopper wants the rest by mail, or left while nobody was there. */
export const conversationGoesOnByMail = event<{
  conversationId: string
  because: 'left' | 'asked' | 'closed' | 'quiet'
}>('conversation.goes_on_by_mail')

/** Somebody asked for a transcript by mail. */
export const transcriptAsked = event<{ conversationId: string; to: string; locale: string | null }>(
  'conversation.transcript_asked',
)

/** For colleagues: a note; whoever is named is told. */
export const notePosted = event<{
  messageId: string
  conversationId: string
  position: number
  clientId: string | null
  author: { kind: string; id: string | null; name: string }
  authorId: string
  channel: string
  text: string
  redacted: string[]
  fileIds: string[]
  files: SharedFile[]
  at: string
  /** Staff ids, and the same people with their names. */
  mentions: string[]
  mentioned: { staffId: string; name: string }[]
}>('note.posted')

/** For colleagues: who has it now, and in which team. */
export const conversationAssigned = event<{
  conversationId: string
  staffId: string | null
  teamId: string | null
  before: { staffId: string | null; teamId: string | null }
  /** What is shown with it, and moves with it. */
  merged: string[]
}>('conversation.assigned')

/** For colleagues: tags, subject, intent, priority or what it is about were changed. */
export const conversationChanged = event<{ conversationId: string; fields: string[] }>('conversation.changed')

/** A step against abuse was taken or lifted. */
export const conductChanged = event<{ conductId: string; step: string; lifted: boolean }>('conduct.changed')
