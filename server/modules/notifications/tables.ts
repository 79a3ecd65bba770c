import type { ColumnType } from 'kysely'
import type { Channel } from './topics.ts'

export interface NotificationTables {
  notification: NotificationRow
  notification_preference: NotificationPreferenceRow
  notice: NoticeRow
  push_subscription: PushSubscriptionRow
  sms_number: SmsNumberRow
  sms_stop: SmsStopRow
  short_message: ShortMessageRow
}

/** `held`: waits to be told with others; `bundled`: was told in the mail or message that says so. */
export type NotificationState = 'queued' | 'held' | 'bundled' | 'sent' | 'failed' | 'suppressed'

/** What stands for a value that is filled in only when the mail leaves. */
export type HiddenValue = {
  kind:
    | 'sign_in_code'
    | 'reset_link'
    | 'undo_link'
    | 'staff_invitation'
    | 'seller_invitation'
    | 'conversation_link'
    | 'order_link'
    | 'order_problem_link'
    | 'survey_yes'
    | 'survey_no'
  id: string
}

export interface NotificationRow {
  store_id: string
  id: string
  customer_id: string | null
  template: string
  topic: string
  channel: 'email'
  to_address: string
  locale: string
  subject: string
  body_text: string
  body_html: string
  about_kind: string | null
  about_id: string | null
  order_id: string | null
  state: NotificationState
  dedupe_key: string
  hidden: ColumnType<Record<string, HiddenValue>, string, string>
  failure: string | null
  attempts: number
  created_at: Date
  sent_at: Date | null
  /** With which others it waits, or waited. */
  bundle: string | null
  bundled_into: string | null
  /** How it begins among others. Written as JSON text. */
  entry: ColumnType<
    { headline: string; words: string; path: string | null } | null,
    string | null | undefined,
    string | null
  >
}

export interface NotificationPreferenceRow {
  store_id: string
  customer_id: string
  topic: string
  channel: Channel
  wanted: boolean
  daily: boolean
}

/** One piece of news in the portal. */
export interface NoticeRow {
  store_id: string
  id: string
  customer_id: string
  template: string
  topic: string
  title: string
  body: string
  path: string | null
  order_id: string | null
  dedupe_key: string
  created_at: Date
  read_at: Date | null
  /** What it says, apart from its words; null where only those were kept. Written as JSON text. */
  params: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>
}

/** A browser that may be pushed to. */
export interface PushSubscriptionRow {
  store_id: string
  id: string
  customer_id: string
  endpoint: string
  p256dh: string
  auth: string
  name: string
  /** In which it was asked for; null where no browser's session did. */
  session_id: string | null
  created_at: Date
}

export interface SmsNumberRow {
  store_id: string
  customer_id: string
  number: string
  confirmed_at: Date | null
  asked_at: Date
}

export interface SmsStopRow {
  store_id: string
  number: string
  stopped_at: Date
}

/** A push or a text. */
export interface ShortMessageRow {
  store_id: string
  id: string
  customer_id: string
  channel: 'push' | 'sms'
  template: string
  topic: string
  subscription_id: string | null
  number: string | null
  title: string
  body: string
  path: string | null
  state: NotificationState
  bundle: string | null
  dedupe_key: string
  failure: string | null
  provider_reference: string | null
  attempts: number
  created_at: Date
  sent_at: Date | null
}
