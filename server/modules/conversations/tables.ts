import type { AuthorKind, ConversationState, MessageKind, NoticeCode } from './words.ts'

export interface ConversationRow {
  store_id: string
  id: string
  reference: string
  customer_id: string | null
  visitor_id: string | null
  verified: boolean
  channel: ConversationChannel
  state: ConversationState
  subject: string
  about_kind: string | null
  about_id: string | null
  order_id: string | null
  intent: string | null
  intent_confidence: number | null
  team_id: string | null
  assignee_id: string | null
  priority: number
  locale: string | null
  tags: string[]
  last_position: number
  last_message_at: Date
  last_message_by: string | null
  waiting_since: Date | null
  resolved_at: Date | null
  cause: string | null
  merged_into: string | null
  merged_at: Date | null
  team_before_merge: string | null
  split_from: string | null
  continues: string | null
  incident_id: string | null
  source: string | null
  source_reference: string | null
  opened_at: Date
  version: number
}

export type ConversationChannel = 'chat' | 'mail' | 'call' | 'web' | 'import'

export interface ParticipantRow {
  store_id: string
  conversation_id: string
  kind: 'shopper' | 'visitor' | 'staff' | 'seller'
  ref_id: string
  name: string
  address: string | null
  joined_at: Date
  left_at: Date | null
  joined: boolean
  read_position: number
  read_at: Date | null
  following: boolean
}

export interface MessageRow {
  store_id: string
  id: string
  conversation_id: string
  position: number
  client_id: string | null
  kind: MessageKind
  author_kind: AuthorKind
  author_id: string | null
  author_name: string
  channel: ConversationChannel
  body: string
  /** Written as JSON text. */
  notice: { code: NoticeCode; values: Record<string, string> } | null
  redacted: string[]
  state: 'sent' | 'retracted'
  source_reference: string | null
  created_at: Date
}

export interface MessageFileRow {
  store_id: string
  message_id: string
  file_id: string
  place: number
  name: string
}

export interface MentionRow {
  store_id: string
  message_id: string
  conversation_id: string
  staff_id: string
  seen_at: Date | null
  created_at: Date
}

export interface DraftRow {
  store_id: string
  conversation_id: string
  /** `actorKey` of whose it is. */
  owner: string
  kind: 'message' | 'note'
  body: string
  files: string[]
  updated_at: Date
  version: number
}

export interface ResolutionRow {
  store_id: string
  id: string
  conversation_id: string
  at: Date
  by_kind: string
  by_id: string | null
  cause: string | null
  note: string
  reopened_at: Date | null
  reopened_by: string | null
}

export interface MessageMoveRow {
  store_id: string
  split_id: string
  message_id: string
  from_conversation_id: string
  from_position: number
  to_conversation_id: string
  moved_at: Date
  undone_at: Date | null
  /** When it was written, where it was put behind later messages. */
  written_at: Date | null
}

export interface ConversationTables {
  conversation: ConversationRow
  participant: ParticipantRow
  message: MessageRow
  message_file: MessageFileRow
  mention: MentionRow
  draft: DraftRow
  resolution: ResolutionRow
  message_move: MessageMoveRow
}
