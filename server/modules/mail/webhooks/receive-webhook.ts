import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { unseal } from '#platform/auth/seal'
import type { App } from '#platform/app'
import { readBody } from '#platform/contract/read-body'
import type { RawContext } from '#platform/contract/routes'
import { ApiError, notFound } from '#platform/errors'
import type { Work } from '#platform/work'
import { system } from '#platform/auth/actor'
import { limits } from '../../../limits.ts'
import { noteHealth } from '../commands/note-health.ts'
import { findWebhookMailbox, receiveMail } from '../receive-mail.ts'
import { sealedFor } from '../tables.ts'
import type { WebhookFailure, WebhookProvider } from './provider.ts'

type Context = RawContext<{ mailbox: string }>

/** Bytes that are held, by mailbox. */
const underWay = new WeakMap<App['pool'], Map<string, number>>()

/**
 * Takes in the mail that a provider brings. Answered well only once its bytes are committed, so that it is brought again until then;
 * with the provider's own status where bringing it again is pointless. What does not work is seen at the mailbox.
 */
export function receiveFrom(provider: WebhookProvider) {
  return async (context: Context, request: FastifyRequest): Promise<{ kept: true }> => {
    const { app, input } = context
    const mailbox = await findWebhookMailbox(app, input.mailbox, provider.name)
    if (!mailbox?.secret_sealed) return notFound('mailbox')
    const secret = unseal(app.config, sealedFor, mailbox.secret_sealed).toString()
    const headers = request.headers as Record<string, string | undefined>
    if (provider.isStranger?.(headers, secret)) return await refuse(context, provider, 'bad_signature')
    return await holding(app, mailbox.id, async (holds) => {
      const body = await bodyOf(provider, request, holds)
      const read = provider.read({ headers, body, at: new Date() }, secret)
      if ('failure' in read) return await refuse(context, provider, read.failure)
      const { raw, from, to, arrival } = read.mail
      if (raw.length > limits.mail.broughtBytes) throw tooLarge(provider)
      await receiveMail(app, {
        raw,
        envelopeFrom: from,
        recipients: new Map([[mailbox.id, to]]),
        ...(arrival ? { arrival } : {}),
      })
      return { kept: true }
    })
  }
}

const sentences: Record<WebhookFailure, string> = {
  bad_signature: 'The signature of this request does not fit.',
  stale: 'This request was signed too long ago.',
  no_raw_mail: 'The raw mail is missing. Let the provider send the full MIME message.',
}

async function refuse(
  { input, transact }: Context,
  provider: WebhookProvider,
  failure: WebhookFailure,
): Promise<never> {
  if (failure === 'stale')
    throw new ApiError('invalid_request', failure, sentences[failure], { status: provider.neverAgainStatus })
  await transact((work: Work) => noteHealth(work, input.mailbox, failure), system('mail'))
  if (failure === 'bad_signature')
    throw new ApiError('unauthenticated', failure, sentences[failure], { status: provider.strangerStatus })
  throw new ApiError('internal', failure, sentences[failure], { status: 503 })
}

async function bodyOf(
  provider: WebhookProvider,
  request: FastifyRequest,
  holds: (bytes: number) => void,
): Promise<Buffer> {
  const pace = endUnlessItComes(request.raw)
  try {
    return await readBody(request, limits.mail.webhookBytes, holds)
  } catch (error) {
    throw error instanceof ApiError && error.code === 'body_too_large' ? tooLarge(provider) : error
  } finally {
    clearInterval(pace)
  }
}

function endUnlessItComes(request: IncomingMessage): NodeJS.Timeout {
  const { seconds, leastBytes } = limits.mail.webhookPace
  const { socket } = request
  let before = socket.bytesRead
  return setInterval(() => {
    if (socket.bytesRead - before < leastBytes) request.destroy()
    before = socket.bytesRead
  }, seconds * 1000)
}

function tooLarge({ neverAgainStatus }: WebhookProvider): ApiError {
  return new ApiError('invalid_request', 'mail_too_large', `A mail may have ${limits.mail.broughtBytes} bytes.`, {
    status: neverAgainStatus,
  })
}

// Counted is what has come, not who has: whoever sends nothing takes nothing from others.
async function holding<T>(
  { pool }: App,
  mailboxId: string,
  run: (holds: (bytes: number) => void) => Promise<T>,
): Promise<T> {
  const all = underWay.get(pool) ?? new Map<string, number>()
  underWay.set(pool, all)
  const { ofMailbox, inAll } = limits.mail.webhookBytesAtOnce
  let held = 0
  const add = (bytes: number) => {
    held += bytes
    all.set(mailboxId, (all.get(mailboxId) ?? 0) + bytes)
  }
  try {
    return await run((bytes) => {
      add(bytes)
      if ((all.get(mailboxId) ?? 0) > ofMailbox || [...all.values()].reduce((sum, each) => sum + each, 0) > inAll)
        throw new ApiError('rate_limited', 'too_many_requests', 'Many mails are coming in. Please bring it again.', {
          status: 503,
          details: { retryAfterSeconds: 10 },
        })
    })
  } finally {
    add(-held)
  }
}
