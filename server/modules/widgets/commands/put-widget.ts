import { invalid, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { widgetChanged } from '../events.ts'
import { findWidget } from '../queries.ts'
import type { WidgetRow, WidgetTables } from '../tables.ts'

const db = tablesOf<WidgetTables>()

export interface WidgetFields {
  name: string
  origins: string[]
  signedOnly?: boolean | undefined
  look?: WidgetRow['look'] | undefined
}

/** Makes a widget. It signs nothing yet: its first key is asked for. */
export async function addWidget(work: Work, input: WidgetFields): Promise<WidgetRow> {
  const row: WidgetRow = {
    store_id: work.storeId,
    id: work.newId('wid'),
    name: input.name,
    origins: originsOf(input.origins),
    signed_only: input.signedOnly ?? false,
    look: input.look ?? {},
    created_at: work.now,
    archived_at: null,
    version: 1,
  }
  await db(work)
    .insertInto('widget')
    .values({ ...row, look: JSON.stringify(row.look) as unknown as WidgetRow['look'] })
    .execute()
  return await done(work, row, 'created')
}

/** Changes a widget, or closes it: its sessions end with it. */
export async function changeWidget(
  work: Work,
  input: WidgetFields & { id: string; archived?: boolean | undefined; version: number },
): Promise<WidgetRow> {
  const before = await findWidget(work, input.id)
  const changed = {
    name: input.name,
    origins: originsOf(input.origins),
    signed_only: input.signedOnly ?? before.signed_only,
    look: input.look ?? before.look,
    archived_at: input.archived ? work.now : null,
    version: input.version + 1,
  }
  const { numUpdatedRows } = await db(work)
    .updateTable('widget')
    .set({ ...changed, look: JSON.stringify(changed.look) as unknown as WidgetRow['look'] })
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .where('version', '=', input.version)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0)
    refuse('changed_meanwhile', { version: before.version }, 'Somebody changed this widget meanwhile. Load it again.')
  return await done(work, { ...before, ...changed }, input.archived ? 'archived' : 'changed')
}

async function done(work: Work, row: WidgetRow, change: 'created' | 'changed' | 'archived'): Promise<WidgetRow> {
  await work.emit(widgetChanged, { kind: 'widget', id: row.id }, { widgetId: row.id, change })
  return row
}

// `https://shop.example.com/page` means the whole site; browsers compare origins only.
function originsOf(given: readonly string[]): string[] {
  const origins = given.map((text, index) => {
    const url = new URL(text)
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      invalid(`origins[${index}]`, 'An origin is a site such as https://shop.example.com.')
    // In a list of who may show it, a star or a quote would mean more than one site.
    if (!/^[a-z\d.-]+$|^\[[\da-f:.]+\]$/.test(url.hostname))
      invalid(`origins[${index}]`, 'An origin is one site, such as https://shop.example.com, without a star.')
    return url.origin
  })
  return [...new Set(origins)]
}
