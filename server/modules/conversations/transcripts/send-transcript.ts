import { findCustomer } from '#modules/customers'
import type { RawContext } from '#platform/contract/routes'
import type { FastifyReply } from 'fastify'
import { shownTo } from '../shown-to.ts'
import { drawTranscript } from './draw-transcript.ts'
import { transcriptOf } from './transcript-of.ts'
import { writeTranscript } from './write-text.ts'

interface Input {
  id: string
  format?: 'json' | 'text' | 'pdf' | undefined
  timeZone?: string | undefined
}

/** `GET /conversations/:id/transcript`: by the clock of whoever asks. */
export async function sendTranscript(
  { input, read }: RawContext<Input>,
  _request: unknown,
  reply: FastifyReply,
): Promise<unknown> {
  const reader = read()
  const conversation = await shownTo(reader, input.id)
  const { actor } = reader
  const self =
    actor.kind === 'shopper' || actor.kind === 'guest' ? await findCustomer(reader, actor.customerId) : undefined
  const transcript = await transcriptOf(reader, conversation, {
    timeZone: input.timeZone ?? self?.timeZone ?? undefined,
  })
  const { format = 'json' } = input
  const headers = { 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' }
  const named = (extension: string) => ({
    ...headers,
    'content-disposition': `attachment; filename="${conversation.reference}.${extension}"`,
  })
  if (format === 'pdf')
    return reply.headers({ ...named('pdf'), 'content-type': 'application/pdf' }).send(await drawTranscript(transcript))
  if (format === 'text')
    return reply
      .headers({ ...named('txt'), 'content-type': 'text/plain; charset=utf-8' })
      .send(writeTranscript(transcript))
  return reply.headers({ ...headers, 'content-type': 'application/json; charset=utf-8' }).send(transcript)
}
