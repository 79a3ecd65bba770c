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
