import { listOpenParcels, listSilentUnpromised, type ShipmentRow } from '#modules/deliveries'
import { loadOrders } from '#modules/orders'
import { decideLost } from '#modules/policy'
import { schedule } from '#platform/jobs/schedule'
import { addDays } from '#platform/time'
import type { Reader } from '#platform/work'
import { lostFactsOf, presumeLost } from '../commands/presume-lost.ts'
import { lostActor } from '../jobs/put-right.ts'
import { knownSubjects } from '../queries.ts'
import { settingsOf, type Setting } from '../setting.ts'
import { batchSize, forEach, pages } from './walk.ts'

const GIVE_UP_DAYS = 120

/** Finds parcels of which nothing has been heard for too long, and has them put right unasked. */
export const watchLost = schedule('watch.lost', { everySeconds: 900 }, async (context) => {
  const reader = context.read()
  // No policy presumes anything lost before a day of silence.
  const silentSince = addDays(reader.now, -1)
  const look = async (rows: ShipmentRow[]) => {
    const due = await lostAmong(
      reader,
      rows.filter((row) => row.last_scan_at !== null && row.last_scan_at < silentSince),
    )
    await forEach(context, due, presumeLost, lostActor)
  }
  await pages<ShipmentRow>(
    context,
    (last) =>
      listOpenParcels(reader, {
        promisedFrom: addDays(reader.now, -GIVE_UP_DAYS),
        promisedBefore: silentSince,
        limit: batchSize,
        after: last?.promised_deliver_by ? { promisedBy: last.promised_deliver_by, id: last.id } : undefined,
      }),
    look,
  )
  await pages<ShipmentRow>(
    context,
    (last) => listSilentUnpromised(reader, { silentSince, afterId: last?.id, limit: batchSize }),
    look,
  )
})

async function lostAmong(reader: Reader, rows: readonly ShipmentRow[]): Promise<string[]> {
  const known = await knownSubjects(
    reader,
    'presumed_lost',
    rows.map(({ id }) => id),
  )
  const unknown = rows.filter(({ id }) => !known.has(id))
  const settings = await settingsOf(reader, await loadOrders(reader, [...new Set(unknown.map((row) => row.order_id))]))
  return unknown
    .filter((row) => {
      const setting = settings.get(row.order_id) as Setting
      return decideLost(setting.resolved, lostFactsOf(row, setting, reader.now)).outcome === 'now'
    })
    .map(({ id }) => id)
}
