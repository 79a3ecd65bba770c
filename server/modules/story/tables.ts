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
