/** Calls and their tries, to be shown with the order they are about; read only. */
export interface CallView {
  call_request: {
    store_id: string
    id: string
    conversation_id: string
    order_id: string | null
    source: string
    way: string
    state: string
    asked_at: Date
    ended_at: Date | null
  }
  call_attempt: {
    store_id: string
    request_id: string
    staff_id: string
    result: string | null
    answered_at: Date | null
    ended_at: Date | null
  }
}

/** What notifications keeps of messages, to be shown with the order they are about; read only. */
export interface NotificationView {
  notification: {
    store_id: string
    id: string
    order_id: string | null
    to_address: string
    subject: string
    body_text: string
    state: string
    created_at: Date
    sent_at: Date | null
  }
}
