import { notFound, refuse } from '#platform/errors'
import { decodeCursor, encodeCursor } from '#platform/contract/cursor'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { WebhookDelivery } from '../contract.ts'
import type { ConnectionTables, WebhookRow } from '../tables.ts'
import { handleWebhook } from './handle-webhook.ts'

const db = tablesOf<ConnectionTables>()

/** Tries again to handle a webhook that was kept. One that was handled is not handled twice. */
export async function replayWebhook(work: Work, { id }: { id: string }): Promise<WebhookDelivery> {
  const row = await db(work)
    .selectFrom('webhook_inbox')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) notFound('webhook')
  if (row.handled_at) refuse('already_handled', undefined, 'This webhook was handled; there is nothing to replay.')
  await work.enqueue(handleWebhook, { inboxId: id }, { key: `webhook:${id}` })
  return present(row)
}

/** Webhooks as they came in, newest first. */
export async function listWebhooks(
  reader: Reader,
  {
    state,
    limit = limits.page.size,
    cursor,
  }: { state?: 'waiting' | 'failed' | 'handled'; limit?: number; cursor?: string },
): Promise<{ data: WebhookDelivery[]; nextCursor: string | null }> {
  const rows = await db(reader)
    .selectFrom('webhook_inbox')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(state === 'handled', (query) => query.where('handled_at', 'is not', null))
    .$if(state === 'waiting' || state === 'failed', (query) => query.where('handled_at', 'is', null))
    .$if(state === 'failed', (query) => query.where('failure', 'is not', null))
    .$if(cursor !== undefined, (query) => query.where('id', '<', decodeCursor(cursor as string, 1)[0] as string))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return {
    data: rows.slice(0, limit).map(present),
    nextCursor: rows.length > limit ? encodeCursor([rows[limit - 1]?.id ?? '']) : null,
  }
}

function present(row: WebhookRow): WebhookDelivery {
  return {
    id: row.id,
    source: row.source,
    deliveryId: row.delivery_id,
    receivedAt: row.received_at.toISOString(),
    handledAt: row.handled_at?.toISOString() ?? null,
    failure: row.failure,
    attempts: row.attempts,
  }
}
