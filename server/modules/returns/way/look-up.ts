import { orderIdsByTrackingNumber } from '#modules/deliveries'
import { orderIdsByNumber } from '#modules/orders'
import type { Reader } from '#platform/work'
import { loadReturns, returnsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { isThere } from './is-there.ts'
import { readCode } from './new-code.ts'
import { findParcelByCode, findParcelsByTracking } from './parcels.ts'

export interface LookedUp {
  kind: 'return' | 'order' | 'nothing'
  records: ReturnRecord[]
  orderId: string | null
  words: string
}

/** Whatever a handheld scanner reads: a square code, a tracking number of the way back or out, a return's or an order's number. */
export async function lookUp(reader: Reader, { code }: { code: string }): Promise<LookedUp> {
  const typed = code.trim()
  const returnIds = await returnIdsFor(reader, typed)
  if (returnIds.length > 0) {
    const records = await loadReturns(reader, returnIds)
    return {
      kind: 'return',
      records,
      orderId: null,
      words: `Return ${records.map(({ row }) => row.reference).join(', ')}`,
    }
  }
  const [orderId] = [...(await orderIdsByTrackingNumber(reader, typed, 2)), ...(await orderIdsByNumber(reader, typed))]
  if (!orderId) return { kind: 'nothing', records: [], orderId: null, words: 'Nothing we know goes by this number.' }
  const records = (await returnsOf(reader, [orderId])).filter(({ row }) => !row.canceled_at)
  const open = records.filter(({ row }) => !row.closed_at)
  return {
    kind: open.length > 0 ? 'return' : 'order',
    records: open,
    orderId,
    words:
      open.length > 0 ? 'Announced with this order.' : 'Nobody announced this one. It can be received all the same.',
  }
}

async function returnIdsFor(reader: Reader, typed: string): Promise<string[]> {
  const byCode = await findParcelByCode(reader, readCode(typed))
  if (byCode) return [byCode.return_id]
  const byTracking = await findParcelsByTracking(reader, typed)
  if (byTracking[0]) return [byTracking[0].return_id]
  const known = /^(MR-|ret_)/i.test(typed)
    ? await isThere(reader, /^MR-/i.test(typed) ? typed.toUpperCase() : typed)
    : undefined
  return known ? [known] : []
}
