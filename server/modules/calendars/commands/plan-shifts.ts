import { findStaff } from '#modules/staff'
import { invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { shiftsPlanned } from '../events.ts'
import { listShifts } from '../queries.ts'
import type { CalendarTables } from '../tables.ts'

const db = tablesOf<CalendarTables>()

/**
 * Plans one person's shifts that begin between two instants; what was planned to begin there before is replaced.
 * Refuses `shifts_overlap`.
 */
export async function planShifts(
  work: Work,
  input: { staff: string; from: string; to: string; shifts: { startsAt: string; endsAt: string }[] },
) {
  const [from, to] = [new Date(input.from), new Date(input.to)]
  if (to <= from) invalid('to', 'should be after from')
  if (!(await findStaff(work, [input.staff])).has(input.staff)) return notFound('person')
  const shifts = input.shifts
    .map(({ startsAt, endsAt }) => ({ starts_at: new Date(startsAt), ends_at: new Date(endsAt) }))
    .toSorted((one, other) => one.starts_at.getTime() - other.starts_at.getTime())
  for (const [index, shift] of shifts.entries()) {
    if (shift.ends_at <= shift.starts_at) invalid(`shifts[${index}].endsAt`, 'should be after startsAt')
    if (shift.starts_at < from || shift.starts_at >= to)
      invalid(`shifts[${index}].startsAt`, 'should lie between from and to')
    const next = shifts[index + 1]
    if (next && next.starts_at < shift.ends_at) refuse('shifts_overlap', undefined, 'Two of these shifts overlap.')
  }
  await db(work)
    .deleteFrom('shift')
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', input.staff)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .execute()
  if (shifts.length > 0) {
    await db(work)
      .insertInto('shift')
      .values(
        shifts.map((shift) => ({ store_id: work.storeId, id: work.newId('shf'), staff_id: input.staff, ...shift })),
      )
      .execute()
  }
  await work.emit(
    shiftsPlanned,
    { kind: 'staff', id: input.staff },
    { staffId: input.staff, from: input.from, to: input.to, shifts: input.shifts },
  )
  return listShifts(work, { from, to })
}
