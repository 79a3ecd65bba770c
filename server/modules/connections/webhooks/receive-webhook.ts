import { createHash } from 'node:crypto'
import { isUtf8 } from 'node:buffer'
import type { FastifyRequest } from 'fastify'
import { system } from '#platform/auth/actor'
import type { RawContext } from '#platform/contract/routes'
import { readBody } from '#platform/contract/read-body'
import { invalid, notFound, unauthenticated } from '#platform/errors'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import type { ConnectionTables } from '../tables.ts'
import { limits } from '../../../limits.ts'
import { handleWebhook } from './handle-webhook.ts'
import { receivers, type Delivery, type Notice } from './receivers.ts'

const db = tablesOf<ConnectionTables>()

/**
 * Takes in one webhook: the signature is checked over the bytes as they came, the whole delivery is stored, and only then
 * is it answered. What it means is worked out by a job. A delivery that comes twice is one row.
 */
export async function receiveWebhook(
  { app, input, transact }: RawContext<{ source: string }>,
  request: FastifyRequest,
): Promise<{ received: true }> {
  const receiver = Object.hasOwn(receivers, input.source) ? receivers[input.source] : undefined
  if (!receiver || !receiver.isConnected(app.ports)) notFound('webhook receiver')
  const rawBody = await readBody(request, limits.http.webhookBytes)
  if (!isUtf8(rawBody)) invalid('', 'The body should be UTF-8 text.', 'invalid_body')
  const delivery: Delivery = { headers: headersOf(request), rawBody, receivedAt: new Date() }
  const read = readSafely(() => receiver.read(app.ports, delivery))
  const deliveryId =
    read.notice?.deliveryId ?? delivery.headers['webhook-id'] ?? createHash('sha256').update(rawBody).digest('hex')
  await transact(async (work) => {
    const id = work.newId('whk')
    const written = await db(work)
      .insertInto('webhook_inbox')
      .values({
        store_id: work.storeId,
        id,
        source: input.source,
        delivery_id: deliveryId,
        headers: JSON.stringify(delivery.headers) as never,
        body: rawBody.toString('utf8'),
        received_at: delivery.receivedAt,
        handled_at: read.isOther ? delivery.receivedAt : null,
        failure: null,
        attempts: 0,
      })
      .onConflict((conflict) => conflict.columns(['store_id', 'source', 'delivery_id']).doNothing())
      .executeTakeFirst()
    if (Number(written.numInsertedOrUpdatedRows ?? 0) > 0 && !read.isOther)
      await work.enqueue(handleWebhook, { inboxId: id }, { key: `webhook:${id}` })
  }, system('webhooks'))
  return { received: true }
}

/** A signature that does not fit is refused; a body that cannot be read is kept, so that it can be handled once we learn to. */
function readSafely(read: () => Notice | undefined): { notice?: Notice; isOther: boolean } {
  try {
    const notice = read()
    return notice ? { notice, isOther: false } : { isOther: true }
  } catch (error) {
    if (error instanceof OutsideError && error.code === 'bad_signature')
      return unauthenticated('The signature of this webhook does not fit.', 'bad_signature')
    return { isOther: false }
  }
}

// What signatures need, and nothing that could be a credential of somebody else.
function headersOf(request: FastifyRequest): Record<string, string> {
  const kept = Object.entries(request.headers).filter(([name]) =>
    /^(content-type|user-agent|webhook-.*|.*-signature|.*-timestamp|.*-hmac-.*)$/.test(name),
  )
  return Object.fromEntries(kept.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}
