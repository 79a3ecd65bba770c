import { limits } from '../../../limits.ts'
import { findFiles, presentFile } from '#modules/files'
import { loadOrders } from '#modules/orders'
import { findSeller, findSellers } from '#modules/sellers'
import { key, sellerMember, staff } from '#platform/auth/who'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { routes } from '#platform/contract/routes'
import type { Reader } from '#platform/work'
import type { RecourseRow } from '../tables.ts'
import { type Recourse, recourses } from '../contract.ts'
import { decideRecourse } from './decide-recourse.ts'
import { fileRecourse } from './file-recourse.ts'
import { findRecourse, listRecourses } from './queries.ts'

export const recourseRoutes = routes(recourses, {
  'POST /recourses': {
    who: [sellerMember],
    command: async (work, input) => await shown(work, await fileRecourse(work, input)),
  },
  'GET /recourses': { who: [sellerMember, staff('associate'), key('read')], query: listed },
  'GET /recourses/:id': {
    who: [sellerMember, staff('associate'), key('read')],
    query: async (reader, { id }) => await shown(reader, id),
  },
  'POST /recourses/:id/decision': {
    who: [staff('associate')],
    command: async (work, input) => {
      await decideRecourse(work, input)
      return await shown(work, input.id)
    },
  },
})

async function shown(reader: Reader, id: string): Promise<Recourse> {
  const [presented] = await present(reader, [await findRecourse(reader, id)])
  return presented as Recourse
}

async function listed(
  reader: Reader,
  input: {
    seller?: string | undefined
    state?: 'open' | 'all' | undefined
    limit?: number | undefined
    cursor?: string | undefined
  },
) {
  const { limit = limits.page.size, cursor } = input
  const { actor } = reader
  const open = (input.state ?? (actor.kind === 'seller' ? 'all' : 'open')) === 'open'
  const asked = input.seller === undefined ? undefined : (await findSeller(reader, input.seller)).id
  const rows = await listRecourses(reader, {
    sellerId: actor.kind === 'seller' ? actor.sellerId : asked,
    open,
    limit: limit + 1,
    after: cursor === undefined ? undefined : decodeTimeCursor(cursor),
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const at = last && (open ? last.due_at : last.filed_at)
  return {
    data: await present(reader, page),
    nextCursor: rows.length > limit && last && at ? encodeTimeCursor(at, last.id) : null,
  }
}

async function present(reader: Reader, rows: readonly RecourseRow[]): Promise<Recourse[]> {
  const [orders, sellers, files] = [
    await loadOrders(reader, [...new Set(rows.map((row) => row.order_id))]),
    await findSellers(
      reader,
      rows.map((row) => row.seller_id),
    ),
    await findFiles(
      reader,
      rows.flatMap((row) => row.file_ids),
    ),
  ]
  const shownFiles = new Map(
    await Promise.all(files.map(async (file) => [file.id, await presentFile(reader, file)] as const)),
  )
  return rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    seller: { id: row.seller_id, name: sellers.find((seller) => seller.id === row.seller_id)?.name ?? '' },
    order: {
      id: row.order_id,
      reference: orders.find((order) => order.row.id === row.order_id)?.row.reference ?? '',
    },
    debitId: row.burden_id,
    ground: row.ground,
    words: row.words,
    files: row.file_ids.flatMap((id) => shownFiles.get(id) ?? []),
    state: row.state,
    amount: { amountMinor: row.amount_minor, currency: row.currency },
    granted: row.granted_minor === null ? null : { amountMinor: row.granted_minor, currency: row.currency },
    filedAt: row.filed_at.toISOString(),
    decideBy: row.due_at?.toISOString() ?? null,
    decidedAt: row.decided_at?.toISOString() ?? null,
    note: row.note,
    allowed: row.state === 'open' && reader.actor.kind === 'staff' ? ['decide'] : [],
  }))
}
