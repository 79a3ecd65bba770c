import type { ColumnType } from 'kysely'
import type { ContactState } from './machine.ts'
import type { Channel, QueueMatches } from './rules.ts'

export interface RoutingTables {
  queue: Omit<QueueRow, 'matches'> & { matches: ColumnType<QueueMatches, string, string> }
  presence: PresenceRow
  contact: ContactRow
  /** A view: conversations in which somebody waits for an answer, and whether for a seller's. */
  conversation_waiting: { store_id: string; id: string; waiting_since: Date; with_seller: boolean }
}

export interface QueueRow {
  store_id: string
  id: string
  name: string
  place: number
  team_id: string | null
  calendar_id: string | null
  skill: string | null
  matches: QueueMatches
  priority: number
  archived_at: Date | null
  version: number
}

/** Times here are of the wall clock: the store's clock can be moved, people cannot. */
export interface PresenceRow {
  store_id: string
  staff_id: string
  status: PresenceStatus
  status_since: Date
  heartbeat_at: Date
  gone_at: Date | null
  idle_since: Date
  missed: number
  version: number
}

export type PresenceStatus = 'online' | 'busy' | 'offline'

export interface ContactRow {
  store_id: string
  id: string
  channel: Channel
  conversation_id: string
  queue_id: string
  team_id: string | null
  skill: string | null
  priority: number
  weight: number
  waiting_from: Date
  state: ContactState
  staff_id: string | null
  offered_at: Date | null
  offer_ends_at: Date | null
  accepted_at: Date | null
  first_accepted_at: Date | null
  ended_at: Date | null
  passed_by: string[]
  offers: number
  returned_from: string | null
  returned_at: Date | null
  created_at: Date
  version: number
}
