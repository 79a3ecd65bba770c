import { limits } from '../../limits.ts'
import { findStore } from '#modules/stores'
import { staff } from '#platform/auth/who'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { routes } from '#platform/contract/routes'
import { type Finding, watch } from './contract.ts'
import { presentFinding } from './present.ts'
import { listFindings } from './queries.ts'

export const watchRoutes = routes(watch, {
  'GET /findings': {
    who: [staff('associate')],
    query: async (
      reader,
      { open, limit = limits.page.size, cursor },
    ): Promise<{ data: Finding[]; nextCursor: string | null }> => {
      const rows = await listFindings(reader, {
        open: open === undefined ? undefined : open === 'true',
        before: cursor === undefined ? undefined : position(cursor),
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const { timeZone } = await findStore(reader)
      return {
        data: shown.map((row) => presentFinding(row, timeZone)),
        nextCursor: rows.length > limit && last ? encodeTimeCursor(last.found_at, last.id) : null,
      }
    },
  },
})

function position(cursor: string): { foundAt: Date; id: string } {
  const { at, id } = decodeTimeCursor(cursor)
  return { foundAt: at, id }
}
