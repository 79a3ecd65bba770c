import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { fillIn } from './hidden.ts'
import type { NotificationState, NotificationTables } from './tables.ts'

const db = tablesOf<NotificationTables>()

/** A mail as it is shown beside an order. Codes and links in it stay hidden. */
export interface NotificationRecord {
  id: string
  orderId: string | null
  customerId: string | null
  template: string
  subject: string
  to: string
  state: NotificationState
  failure: string | null
  createdAt: Date
  sentAt: Date | null
  bodyText: string
}

/** The mails about these orders, oldest first. */
export async function notificationsOf(reader: Reader, orderIds: readonly string[]): Promise<NotificationRecord[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('notification')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', 'in', [...orderIds])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    customerId: row.customer_id,
    template: row.template,
    subject: row.subject,
    to: row.to_address,
    state: row.state,
    failure: row.failure,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    bodyText: fillIn(row.body_text, new Map([['base', '']])),
  }))
}
