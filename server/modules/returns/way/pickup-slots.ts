import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import { addDays, atLocalTime, businessDaysAfter, localDate, startOfDate } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import type { ReturnTables } from '../tables.ts'
import type { WayContext } from './way-context.ts'

const db = tablesOf<ReturnTables>()

export interface PickupSlot {
  from: Date
  until: Date
}

/**
 * Half-days in which somebody can come for it: business days at the shopper's address, from the next one on, without those that
 * are full. (policy: return.pickup.ahead, .windows, .capacity)
 */
export async function openPickupSlots(reader: Reader, context: WayContext): Promise<PickupSlot[]> {
  const slots = allSlots(reader, context)
  const taken = await takenOf(reader, slots)
  const capacity = context.resolved.get('return.pickup.capacity')
  return slots.filter((slot) => (taken.get(slot.from.getTime()) ?? 0) < capacity)
}

/**
 * Whether somebody can still come then. Holds the half-day until the transaction ends, so that the last place in it is promised
 * once.
 */
export async function takePickupSlot(work: Work, context: WayContext, wanted: PickupSlot): Promise<boolean> {
  const slot = allSlots(work, context).find(
    ({ from, until }) => from.getTime() === wanted.from.getTime() && until.getTime() === wanted.until.getTime(),
  )
  if (!slot) return false
  const name = `return-pickup:${work.storeId}:${slot.from.toISOString()}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(work.db)
  const taken = await takenOf(work, [slot])
  return (taken.get(slot.from.getTime()) ?? 0) < context.resolved.get('return.pickup.capacity')
}

function allSlots(reader: Reader, { resolved, country, zone }: WayContext): PickupSlot[] {
  const windows = resolved
    .get('return.pickup.windows')
    .map((text) => /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(text))
    .filter((match) => match !== null)
  const days: Date[] = []
  // Noon, so that no change of the clocks moves a day.
  let day = atLocalTime(reader.now, '12:00', zone)
  for (let count = 0; count < resolved.get('return.pickup.ahead'); count += 1) {
    day = businessDaysAfter(addDays(day, 1), 0, { country, zone })
    days.push(startOfDate(localDate(day, zone), zone))
  }
  return days.flatMap((start) =>
    windows.map(([, from = '', until = '']) => ({
      from: atLocalTime(start, from, zone),
      until: atLocalTime(start, until, zone),
    })),
  )
}

async function takenOf(reader: Reader, slots: readonly PickupSlot[]): Promise<Map<number, number>> {
  if (slots.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('return_parcel')
    .select(['pickup_from', sql<number>`count(*)::int`.as('count')])
    .where('store_id', '=', reader.storeId)
    .where('kind', '=', 'pickup')
    .where('state', '=', 'open')
    .where(
      'pickup_from',
      'in',
      slots.map(({ from }) => from),
    )
    .groupBy('pickup_from')
    .execute()
  return new Map(rows.map((row) => [row.pickup_from?.getTime() ?? 0, row.count]))
}
