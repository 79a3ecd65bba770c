import { createHmac, timingSafeEqual } from 'node:crypto'
import { OutsideError } from '#platform/outside-error'
import type { SmsDelivery, SmsNews, SmsPort, SmsWebhooks } from '../../modules/notifications/ports.ts'
import type { GuardedFetch } from '../guarded-fetch.ts'

export interface TextSettings {
  fetch: GuardedFetch
  /** Without a trailing slash; whoever speaks the same dialect can stand there. */
  url: string
  accountSid: string
  authToken: string
  /** A number, a name of up to eleven letters, or a messaging service (`MG…`). */
  from: string
  /** Where the provider tells what became of a text. */
  statusUrl?: string | undefined
}

/** Texts over Twilio's Messages API, which several providers speak. */
export function textPort({ fetch, url, accountSid, authToken, from, statusUrl }: TextSettings): SmsPort {
  const address = `${url}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`
  const sender: Record<string, string> = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from }
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  return {
    async send({ to, body }) {
      const fields: Record<string, string> = { To: to, Body: body, ...sender }
      if (statusUrl) fields.StatusCallback = statusUrl
      const answer = await fetch(address, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams(fields).toString(),
        timeoutMs: 15_000,
      })
      const said = readJson(answer.body)
      if (answer.status >= 300) throw errorOf(answer.status, Number(said.code), answer.headers['retry-after'])
      if (typeof said.sid !== 'string') throw new OutsideError('unknown', 'answer_unreadable', 'The answer has no sid')
      return { reference: said.sid }
    },
  }
}

/** What the provider tells, believed only with its signature over our own address and every field. */
export function textWebhooks({ authToken }: Pick<TextSettings, 'authToken'>): SmsWebhooks {
  return {
    async read({ url, headers, rawBody }: SmsDelivery): Promise<SmsNews> {
      const fields = new URLSearchParams(Buffer.from(rawBody).toString('utf8'))
      if (fields.size > 200 || !fits(authToken, url, fields, headers['x-twilio-signature'] ?? ''))
        throw new OutsideError('refused', 'bad_signature', 'The signature of this webhook does not fit')
      const [from, status] = [fields.get('From') ?? '', fields.get('MessageStatus')]
      if (status !== null)
        return {
          kind: 'status',
          reference: (fields.get('MessageSid') ?? '').slice(0, 64),
          isFailed: status === 'failed' || status === 'undelivered',
          code: (fields.get('ErrorCode') ?? status).slice(0, 20),
        }
      if (!/^\+[1-9]\d{6,14}$/.test(from)) return { kind: 'other' }
      const body = (fields.get('Body') ?? '').slice(0, 1_600)
      return { kind: 'text', reference: (fields.get('MessageSid') ?? '').slice(0, 64), from, body }
    },
  }
}

function fits(authToken: string, url: string, fields: URLSearchParams, given: string): boolean {
  const said = [...new Set(fields.keys())]
    .toSorted()
    .reduce((text, name) => text + name + fields.getAll(name).join(''), url)
  const right = createHmac('sha1', authToken).update(said, 'utf8').digest()
  const bytes = Buffer.from(given, 'base64')
  return bytes.length === right.length && timingSafeEqual(bytes, right)
}

function readJson(body: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** 21610: said STOP. 21211, 21214, 21217, 21614: no number that takes texts. */
function errorOf(status: number, code: number, retryAfter: string | undefined): OutsideError {
  const said = `The provider of texts answered ${status}${code ? ` (${code})` : ''}`
  if (code === 21_610) return new OutsideError('refused', 'stopped', said)
  if ([21_211, 21_214, 21_217, 21_614].includes(code)) return new OutsideError('refused', 'invalid_number', said)
  if (status === 429)
    return new OutsideError('not_done', 'rate_limited', said, { retryAfterSeconds: Number(retryAfter) || 2 })
  if (status === 401 || status === 403)
    return new OutsideError('not_done', 'unauthorized', said, { retryAfterSeconds: 300 })
  // The text may be on its way: it is tried again, and a second one is the smaller harm.
  if (status >= 500) return new OutsideError('unknown', `http_${status}`, said)
  return new OutsideError('refused', `provider_${code || status}`, said)
}
