import { findStore } from '#modules/stores'
import { staff } from '#platform/auth/who'
import { decodeCursor, encodeCursor } from '#platform/contract/cursor'
import { routes } from '#platform/contract/routes'
import { invalid } from '#platform/errors'
import { type Finding, watch } from './contract.ts'
import { presentFinding } from './present.ts'
import { listFindings } from './queries.ts'

export const watchRoutes = routes(watch, {
  'GET /findings': {
    who: [staff('associate')],
    query: async (reader, { open, limit = 20, cursor }): Promise<{ data: Finding[]; nextCursor: string | null }> => {
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
        nextCursor: rows.length > limit && last ? encodeCursor([last.found_at.toISOString(), last.id]) : null,
      }
    },
  },
})

function position(cursor: string): { foundAt: Date; id: string } {
  const [time = '', id = ''] = decodeCursor(cursor, 2)
  const foundAt = new Date(time)
  return Number.isNaN(foundAt.getTime())
    ? invalid('cursor', 'Use the nextCursor of the answer before.', 'cursor_invalid')
    : { foundAt, id }
}
