/** A conversation as it happened somewhere else, whatever that place calls things. */
export interface PastConversation {
  /** The source's own id: the same one again is the same conversation. */
  reference: string
  subject: string
  channel: 'mail' | 'chat' | 'call' | 'web' | 'import'
  state: 'open' | 'resolved'
  openedAt: Date
  resolvedAt: Date | null
  customer: { reference: string; email: string | null; name: string | null; phone?: string | null }
  /** The store's order number. */
  order: string | null
  /** E-mail address of whoever had it. */
  assignee: string | null
  tags: string[]
  locale: string | null
  messages: PastMessage[]
}

export interface PastMessage {
  reference: string
  at: Date
  author: { kind: 'shopper' | 'staff' | 'assistant'; name: string | null; email: string | null }
  /** Plain text. */
  text: string
  note: boolean
  /** Names of what was attached; the files themselves stay where they are. */
  files: string[]
}

export type PastOutcome =
  | 'created'
  | 'updated'
  | 'unchanged'
  | { problem: { code: string; message: string; param?: string } }
