import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { checkFilter } from './check-filter.ts'
import type { IncidentFilter, IncidentPreview } from './contract.ts'
import { findHits, type Hit } from './hits.ts'

/** What a filter would hit now; counting stops after some pages of its span. Refuses `span_too_long`. */
export async function previewIncident(
  reader: Reader,
  { filter }: { filter: IncidentFilter },
): Promise<IncidentPreview> {
  await checkFilter(reader, filter)
  const { previewPages, previewReferences } = limits.incidents
  const found = new Map<string, Hit>()
  let pages = 0
  for await (const hits of findHits(reader, filter)) {
    pages += 1
    if (pages > previewPages) break
    for (const hit of hits) found.set(hit.id, hit)
  }
  const hits = [...found.values()]
  return {
    orders: hits.length,
    shoppers: new Set(hits.map(({ customerId }) => customerId)).size,
    isComplete: pages <= previewPages,
    references: hits.slice(0, previewReferences).map(({ reference }) => reference),
  }
}
