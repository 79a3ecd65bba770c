import type { CallState } from './machine.ts'
import type { AttemptResult } from './rules.ts'

export interface CallTables {
  call_request: CallRequestRow
  call_attempt: CallAttemptRow
  call_pass: CallPassRow
  browser_call: KeptCallRow
  line_call: KeptCallRow
  own_phone: OwnPhoneRow
  phone_caller: PhoneCallerRow
  phone_line: PhoneLineRow
  desk_phone: DeskPhoneRow
}

export interface PhoneLineRow {
  store_id: string
  through: string
  state: 'ok' | 'degraded' | 'down'
  detail: string
  signed_in: string[]
  since: Date
  told: 'ok' | 'degraded' | 'down'
  heard_at: Date
}

export interface DeskPhoneRow {
  store_id: string
  staff_id: string
  generation: number
  made_at: Date
}

export interface CallRequestRow {
  store_id: string
  id: string
  conversation_id: string
  customer_id: string | null
  visitor_id: string | null
  topic: string
  about_kind: string | null
  about_id: string | null
  order_id: string | null
  source: CallSource
  way: CallWay
  /** E.164; empty for a call in the browser. */
  number: string
  time_zone: string
  state: CallState
  asked_at: Date
  wanted_at: Date | null
  next_at: Date | null
  waiting_from: Date
  tries: number
  contact_id: string | null
  outcome: string | null
  agreed: string
  ended_at: Date | null
  version: number
}

/** Where whoever asked is reached. */
export type CallWay = 'phone' | 'browser'

/** How it came: asked for on a page or by a system, or by ringing the store. */
export type CallSource = 'asked' | 'inbound'

export interface CallPassRow {
  store_id: string
  attempt_id: string
  from_staff_id: string
  /** Whose phone or page rings, or who took it. */
  staff_id: string
  rest: string[]
  team_id: string | null
  state: 'ringing' | 'taken' | 'not_taken'
  asked_at: Date
  until: Date
}

export interface OwnPhoneRow {
  store_id: string
  staff_id: string
  address: string
  changed_at: Date
}

export interface PhoneCallerRow {
  store_id: string
  number: string
  visitor_id: string
}

export interface KeptCallRow {
  store_id: string
  id: string
  call: object
  touched_at: Date
}

export type AttemptState = 'placing' | 'agent' | 'shopper' | 'talking' | 'held' | 'ended'

export interface CallAttemptRow {
  store_id: string
  id: string
  request_id: string
  contact_id: string
  staff_id: string
  state: AttemptState
  through: string | null
  by_hand: boolean
  simulated: boolean
  can_hold: boolean
  can_transfer: boolean
  can_dial: boolean
  /** The agent speaks in their browser while a telephone is called. */
  headset: boolean
  last_seq: number
  result: AttemptResult | null
  machine_hint: boolean
  placed_at: Date
  shopper_rung_at: Date | null
  answered_at: Date | null
  ended_at: Date | null
  wrapped_up_at: Date | null
  version: number
}
