import type { FastifyReply, FastifyRequest } from 'fastify'
import { findCustomer } from '#modules/customers'
import type { RawContext } from '#platform/contract/routes'
import { archiveOf } from './archive.ts'
import { requireFreshShopper } from './commands/ask-erasure.ts'
import { archiveGiven } from './events.ts'

/** Sends the signed-in shopper everything that is kept of them, once it was proved again that it is theirs. */
export async function sendMyArchive(
  { app, read }: RawContext<unknown>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { id } = await requireFreshShopper(read())
  return reply.headers(headersFor(read().now)).send(await archiveOf(app, read(), id))
}

/** The same for a shopper who asked by mail: the whole person, as a colleague sees them. */
export async function sendArchiveOf(
  { app, read, input, transact }: RawContext<{ id: string }>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { id } = await findCustomer(read(), input.id)
  // Who took so much of somebody is on record.
  await transact((work) => work.emit(archiveGiven, { kind: 'customer', id, customerId: id }, { customerId: id }))
  return reply.headers(headersFor(read().now)).send(await archiveOf(app, read(), id, { whole: true }))
}

function headersFor(now: Date) {
  return {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="my-data-${now.toISOString().slice(0, 10)}.zip"`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  }
}
