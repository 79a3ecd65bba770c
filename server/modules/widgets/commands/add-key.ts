import { randomBytes } from 'node:crypto'
import { seal } from '#platform/auth/seal'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { widgetChanged } from '../events.ts'
import { findWidget } from '../queries.ts'
import { sealedFor, type WidgetTables } from '../tables.ts'

const db = tablesOf<WidgetTables>()

/** Makes a signing key for a widget; those before it end after a day, so that a store can change over without a gap. */
export async function addKey(
  work: Work,
  config: { secretFor(purpose: string): string },
  widgetId: string,
): Promise<{ id: string; secret: string }> {
  await findWidget(work, widgetId)
  await db(work)
    .updateTable('widget_key')
    .set({ expires_at: addHours(work.now, limits.widgets.oldKeyHours) })
    .where('store_id', '=', work.storeId)
    .where('widget_id', '=', widgetId)
    .where('expires_at', 'is', null)
    .execute()
  const id = work.newId('wky')
  const secret = randomBytes(32).toString('base64url')
  await db(work)
    .insertInto('widget_key')
    .values({
      store_id: work.storeId,
      id,
      widget_id: widgetId,
      secret: seal(config, sealedFor, secret),
      created_at: work.now,
      expires_at: null,
    })
    .execute()
  await work.emit(widgetChanged, { kind: 'widget', id: widgetId }, { widgetId, change: 'new_key' })
  return { id, secret }
}
