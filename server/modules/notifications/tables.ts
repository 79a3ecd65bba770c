import type { ColumnType } from 'kysely'

export interface NotificationTables {
  notification: NotificationRow
  notification_preference: NotificationPreferenceRow
}

export type NotificationState = 'queued' | 'sent' | 'failed' | 'suppressed'

/** What stands for a value that is filled in only when the mail leaves. */
export type HiddenValue = {
  kind:
    | 'sign_in_code'
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
}

export interface NotificationPreferenceRow {
  store_id: string
  customer_id: string
  topic: string
  wanted: boolean
}
