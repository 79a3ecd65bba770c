import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import type { ConnectionTables } from '../tables.ts'
import { receivers } from './receivers.ts'

const db = tablesOf<ConnectionTables>()

/** Works out what a stored webhook means. When it cannot, the webhook stays with the reason and can be replayed. */
export const handleWebhook = job<{ inboxId: string }>(
  'connections.handle-webhook',
  { retryLimit: 5, retryDelaySeconds: 5 },
  async (context, { inboxId }) => {
    const reader = context.read()
    const row = await db(reader)
      .selectFrom('webhook_inbox')
      .selectAll()
      .where('store_id', '=', reader.storeId)
      .where('id', '=', inboxId)
      .executeTakeFirst()
    if (!row || row.handled_at) return
    try {
      const receiver = receivers[row.source]
      if (!receiver) throw new Error(`Nobody reads webhooks from "${row.source}".`)
      const notice = receiver.read(context.app.ports, {
        headers: row.headers,
        rawBody: Buffer.from(row.body, 'utf8'),
        receivedAt: row.received_at,
      })
      if (notice) await receiver.act(context, notice)
      await db(reader)
        .updateTable('webhook_inbox')
        .set({ handled_at: new Date(), failure: null })
        .where('store_id', '=', reader.storeId)
        .where('id', '=', inboxId)
        .execute()
    } catch (error) {
      const failure = error instanceof Error ? error.message.slice(0, 1000) : String(error)
      await db(reader)
        .updateTable('webhook_inbox')
        .set((set) => ({ failure, attempts: set('attempts', '+', 1) }))
        .where('store_id', '=', reader.storeId)
        .where('id', '=', inboxId)
        .execute()
      throw error
    }
  },
)
