import { findSeller } from '#modules/sellers'
import { invalid, refuse } from '#platform/errors'
import { addDays } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { IncidentFilter } from './contract.ts'

/** Whether a filter makes sense: 400 or 404 where it does not, refuses `span_too_long` where it goes back too far. */
export async function checkFilter(reader: Reader, { from, to, seller }: IncidentFilter): Promise<void> {
  const [begin, end] = [new Date(from), to === undefined ? reader.now : new Date(to)]
  if (to !== undefined && end <= begin) invalid('filter.to', 'should be after from')
  const { spanDays } = limits.incidents
  if (addDays(begin, spanDays) < end)
    refuse('span_too_long', { days: spanDays }, `An incident goes back at most ${spanDays} days.`)
  if (seller) await findSeller(reader, seller)
}
