import { event } from '#platform/events/event'

/** A mail came in and its bytes are kept; what it says is read next. About `{ kind: 'mail', id }`. */
export const mailStored = event<{ mailId: string; mailboxId: string }>('mail.stored')

/** A mailbox cannot be read, or can be again. */
export const mailboxHealthChanged = event<{ mailboxId: string; failure: string | null }>('mailbox.health_changed')

/** A mail was put into a conversation as its sender's words, with the reason. About the desk: it says what shoppers need not know. */
export const mailFiled = event<{
  mailId: string
  conversationId: string
  messageId: string
  why: string
  isNew: boolean
  /** Whether a machine may answer it, such as by an acknowledgement. */
  mayBeAnswered: boolean
}>('mail.filed')

/** A mailbox is read from now on, or read otherwise. */
export const mailboxChanged = event<{ mailboxId: string; change: 'added' | 'changed' }>('mailbox.changed')

/** An answer is to leave as mail, left, could not, or came back. About the desk. */
export const outboundMailChanged = event<{
  outboundMailId: string
  conversationId: string
  messageId: string
  state: 'waiting' | 'sent' | 'taken_back' | 'failed'
  failure: string | null
}>('mail.outbound_changed')

/** An answer did not reach whoever it was for: somebody has to find another way. About the desk. */
export const mailNotDelivered = event<{
  outboundMailId: string
  conversationId: string
  messageId: string
  address: string
  /** RFC 3463, or the three digits of an SMTP answer; empty where nothing was said. */
  status: string
  /** Whether the address itself is to blame, so that nothing else should be sent there. */
  isAddress: boolean
}>('mail.not_delivered')

/** A mail was not filed, and why: nobody can read it, a machine wrote it, or it is our own. About `{ kind: 'mail', id }`. */
export const mailPutAside = event<{ mailId: string; mailboxId: string; problem: string }>('mail.put_aside')

/** A colleague looked at what was put aside: it was filed after all, or stays where it is. About `{ kind: 'mail', id }`. */
export const mailLookedAt = event<{ mailId: string; conversationId: string | null }>('mail.looked_at')

/** A colleague moved a mail to where it belongs, or took that back. About the desk of where it lies now. */
export const mailMoved = event<{ mailId: string; from: string; to: string; why: string; isUndo: boolean }>('mail.moved')

/** Answers of a conversation go to everybody who was written to, or to the writer alone. About the desk. */
export const mailRecipientsChanged = event<{ conversationId: string; everyone: boolean }>('mail.recipients_changed')
