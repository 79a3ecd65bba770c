import type { FastifyReply, FastifyRequest } from 'fastify'
import { readBody } from '#platform/contract/read-body'
import type { RawContext } from '#platform/contract/routes'
import { ApiError, notFound } from '#platform/errors'
import { OutsideError } from '#platform/outside-error'
import { limits } from '../../limits.ts'
import { lineWebhooks } from './ports.ts'

export const lineWebhookPath = '/api/v1/webhooks/telephone'

/**
 * What the provider of the telephone line asks and tells. The adapter checks the signature, over our public address as it is
 * configured: what the request itself calls us is the sender's to choose.
 */
export async function receiveLineWebhook(
  { app }: RawContext<object>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (!app.ports.has(lineWebhooks)) return notFound('webhook receiver')
  const rawBody = await readBody(request, limits.telephony.webhookBytes)
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  )
  try {
    const url = `${app.config.publicUrl}${lineWebhookPath}${query}`
    const answer = await app.ports.get(lineWebhooks).webhook({ method: request.method, url, headers, rawBody })
    return await reply.code(answer.status).type(answer.contentType).send(answer.body)
  } catch (error) {
    if (error instanceof OutsideError && error.code === 'bad_signature')
      throw new ApiError('forbidden', 'bad_signature', 'The signature of this webhook does not fit.')
    throw error
  }
}
