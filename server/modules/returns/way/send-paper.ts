import bwipjs from 'bwip-js/node'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findFiles, fileStore } from '#modules/files'
import { guest, key, shopper, staff } from '#platform/auth/who'
import type { RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { opensGift } from '../gift/token.ts'
import { findReturn, loadReturns } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import type { ReturnParcelRow } from '../tables.ts'

interface Paper {
  id: string
  parcel: string
  token?: string | undefined
}

/** The square code of a parcel as an SVG, for whoever may see the return. */
export async function sendCode(
  context: RawContext<Paper>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { parcel } = await parcelFor(context)
  if (!parcel.code) notFound('code')
  const svg = bwipjs.toSVG({ bcid: 'qrcode', text: parcel.code, padding: 2, backgroundcolor: 'FFFFFF' })
  return reply
    .headers({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'private, max-age=300',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    })
    .send(svg)
}

/** The label of a parcel as a PDF, for whoever may see the return. */
export async function sendLabel(
  context: RawContext<Paper>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { parcel, record, reader } = await parcelFor(context)
  if (!parcel.label_file_id || parcel.label_state !== 'made') notFound('label')
  const [file] = await findFiles(reader, [parcel.label_file_id])
  const content = file && (await context.app.ports.get(fileStore).get(file.sha256))
  if (!content) notFound('label')
  return reply
    .headers({
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="return-${record.row.reference}.pdf"`,
      'cache-control': 'private, max-age=300',
      'x-content-type-options': 'nosniff',
    })
    .send(Buffer.from(content.buffer, content.byteOffset, content.byteLength))
}

async function parcelFor(
  context: RawContext<Paper>,
): Promise<{ reader: Reader; record: ReturnRecord; parcel: ReturnParcelRow }> {
  const { parcel: parcelId } = context.input
  const reader = context.read()
  const record = await recordFor(context)
  const parcel = record.parcels.find((each) => each.id === parcelId)
  return parcel ? { reader, record, parcel } : notFound('parcel')
}

/** A gift's return opens by its token; every other for whoever may see it. */
async function recordFor(context: RawContext<Paper>): Promise<ReturnRecord> {
  const { id, token } = context.input
  if (token === undefined || !opensGift(context.app.config, id, token)) {
    if (![shopper, guest, staff('associate'), key('read')].some((who) => who.allows(context.actor))) notFound('return')
    return await findReturn(context.read(), id)
  }
  const [record] = await loadReturns(context.read(), [id])
  return record ?? notFound('return')
}
