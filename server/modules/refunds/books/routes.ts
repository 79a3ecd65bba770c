import { csvHeaders } from '#platform/csv'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findOrder } from '#modules/orders'
import { findSeller, findSellers } from '#modules/sellers'
import { guest, key, shopper, staff } from '#platform/auth/who'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { routes, type RawContext } from '#platform/contract/routes'
import { invalid, notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { isRefundShownTo } from '../is-for-somebody-else.ts'
import { loadRefunds, refundsOf } from '../queries.ts'
import { books, type CreditNote, type JournalEntry as JournalShape } from '../contract.ts'
import { drawCreditNote } from './draw-credit-note.ts'
import { journalHeader, journalLine } from './journal-csv.ts'
import { presentNote, taxed } from './present-note.ts'
import { findCreditNote, listCreditNotes, listJournal, type Days, type JournalEntry } from './queries.ts'
import type { CreditNoteRow } from './tables.ts'

const bookkeepers = [staff('supervisor'), key('books')]

export const bookRoutes = routes(books, {
  'GET /credit-notes': {
    who: [shopper, guest, ...bookkeepers],
    query: async (reader, { order, from, to, country, seller, limit = limits.page.size, cursor }) => {
      const isShopper = reader.actor.kind === 'shopper' || reader.actor.kind === 'guest'
      if (isShopper && order === undefined) invalid('order', 'name the order that the credit notes are about')
      const orderId = order === undefined ? undefined : (await findOrder(reader, order)).row.id
      const rows = await listCreditNotes(reader, {
        orderId,
        withoutRefundIds: isShopper && orderId !== undefined ? await hiddenRefundIds(reader, orderId) : [],
        sellerId: seller === undefined ? undefined : (await findSeller(reader, seller)).id,
        from,
        to,
        country,
        before: cursor === undefined ? undefined : decodeTimeCursor(cursor),
        limit: limit + 1,
      })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        data: shown.map(presentNote),
        nextCursor: rows.length > limit && last ? encodeTimeCursor(last.issued_at, last.id) : null,
      }
    },
  },
  'GET /credit-notes/:id': {
    who: [shopper, guest, ...bookkeepers],
    query: async (reader, { id }): Promise<CreditNote> => presentNote(await visibleNote(reader, id)),
  },
  'GET /credit-notes/:id/document': {
    who: [shopper, guest, ...bookkeepers],
    limit: { perMinute: 60, by: 'actor' },
    raw: async (context, _request, reply) => {
      const note = await visibleNote(context.read(), context.input.id)
      const content = await drawCreditNote(note)
      return reply
        .headers({
          'content-type': 'application/pdf',
          'content-disposition': `inline; filename="${note.number}.pdf"`,
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-store',
        })
        .send(content)
    },
  },
  'GET /refund-journal': { who: bookkeepers, raw: sendJournal },
})

/** Whoever may see the order may see its notes; another's is "not found". */
async function visibleNote(reader: Reader, id: string): Promise<CreditNoteRow> {
  const note = await findCreditNote(reader, id)
  await findOrder(reader, note.order_id, 'credit note')
  const [refund] = await loadRefunds(reader, [note.refund_id])
  if (refund && !isRefundShownTo(reader, refund)) notFound('credit note')
  return note
}

/** Whoever gave a gift does not read in the books that it went back. */
async function hiddenRefundIds(reader: Reader, orderId: string): Promise<string[]> {
  const refunds = await refundsOf(reader, [orderId])
  return refunds.filter((refund) => !isRefundShownTo(reader, refund)).map(({ row }) => row.id)
}

type JournalQuery = Days & {
  format?: 'json' | 'csv' | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

async function sendJournal(
  context: RawContext<JournalQuery>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { format, limit = limits.page.size, cursor, ...days } = context.input
  const reader = context.read()
  if (format === 'csv') return reply.headers(csvHeaders(nameOf(days))).send(Readable.from(csvOf(reader, days)))
  const rows = await listJournal(reader, {
    ...days,
    after: cursor === undefined ? undefined : decodeTimeCursor(cursor),
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const names = await sellerNames(reader, shown)
  return reply.send({
    data: shown.map((row) => presentEntry(row, names)),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.at, last.id) : null,
  })
}

/** The journal page by page, so that years of it take no more memory than a day. */
async function* csvOf(reader: Reader, days: Days): AsyncGenerator<string> {
  yield journalHeader
  let after: { at: Date; id: string } | undefined
  for (;;) {
    const rows = await listJournal(reader, { ...days, after, limit: limits.books.journalPageRows })
    const names = await sellerNames(reader, rows)
    yield rows.map((row) => journalLine(row, names.get(row.seller_id ?? '') ?? null)).join('')
    if (rows.length < limits.books.journalPageRows) return
    after = rows.at(-1)
  }
}

function nameOf({ from, to }: Days): string {
  const span = [from, to].filter((day) => day !== undefined).join('-to-') || 'all'
  return `refund-journal-${span}`
}

async function sellerNames(reader: Reader, rows: readonly JournalEntry[]): Promise<Map<string, string>> {
  const sellers = await findSellers(
    reader,
    rows.flatMap((row) => row.seller_id ?? []),
  )
  return new Map(sellers.map((seller) => [seller.id, seller.name]))
}

function presentEntry(row: JournalEntry, names: ReadonlyMap<string, string>): JournalShape {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    creditNote: row.credit_note_id && row.note_number ? { id: row.credit_note_id, number: row.note_number } : null,
    refundId: row.refund_id,
    orderId: row.order_id,
    orderReference: row.order_reference,
    reason: row.reason,
    legalEntity: row.legal_entity,
    country: row.country,
    seller: row.seller_id === null ? null : { id: row.seller_id, name: names.get(row.seller_id) ?? '' },
    part: row.part,
    feeKind: row.fee_kind,
    tenderKind: row.tender_kind,
    paidTo: row.paid_to,
    ...taxed(
      {
        taxRateThousandths: row.tax_rate_thousandths,
        netMinor: row.net_minor,
        taxMinor: row.tax_minor,
        grossMinor: row.gross_minor,
      },
      row.currency,
    ),
  }
}
