import { OutsideError } from '#platform/outside-error'
import type { TelephonyDelivery } from '../../../modules/calls/ports.ts'
import type { Heard, LegStatus } from './line-call.ts'

/** A request of the provider to us, believed and read. */
export interface Said {
  /** Whose step it is; none of them for somebody who rings the store. */
  callId: string | undefined
  key: string
  step: string
  sid: string
  /** How the leg stands that asks; undefined for what is no state of a leg. */
  status: LegStatus | undefined
  from: string
  digit: string
  answeredBy: string
  heard: Heard | undefined
  /** Of the leg that was called from this one. */
  dialed: Heard | undefined
}

const fieldCount = 200

/**
 * Checks the signature over our own public address, whatever the request calls it, and over every field; then reads the few that
 * anybody needs, each within bounds. Throws `OutsideError('refused', 'bad_signature')`.
 */
export async function readSaid(
  { accountSid, authToken }: { accountSid: string; authToken: string },
  { url, headers, rawBody }: TelephonyDelivery,
): Promise<Said> {
  const { validateRequest } = await import('twilio/lib/webhooks/webhooks.js')
  const fields = fieldsOf(rawBody)
  const signature = headers['x-twilio-signature'] ?? ''
  if (!fields || !validateRequest(authToken, signature, url, fields)) refuse()
  if (fields.AccountSid !== undefined && fields.AccountSid !== accountSid) refuse()
  const field = (name: string, pattern: RegExp): string => {
    const value = fields[name]
    return typeof value === 'string' && pattern.test(value) ? value : ''
  }
  const query = new URL(url).searchParams
  const sid = field('CallSid', /^CA[0-9a-f]{32}$/i)
  const codes = { sipCode: field('SipResponseCode', /^\d{3}$/), errorCode: field('ErrorCode', /^\d{1,6}$/) }
  const status = statusOf(field('CallStatus', /^[a-z-]{1,20}$/))
  const dialStatus = field('DialCallStatus', /^[a-z-]{1,20}$/)
  const dialed = statusOf(dialStatus === 'answered' ? 'completed' : dialStatus)
  const dialSid = field('DialCallSid', /^CA[0-9a-f]{32}$/i)
  return {
    callId: query.get('call') ?? undefined,
    key: query.get('leg') ?? '',
    step: query.get('step') ?? '',
    sid,
    status,
    from: field('From', /^[+\w@:.-]{1,64}$/),
    digit: field('Digits', /^[0-9*#]{1,8}$/),
    answeredBy: field('AnsweredBy', /^[a-z_]{1,40}$/),
    heard: status && { status, ...(sid ? { sid } : {}), ...codes },
    dialed: dialed && { status: dialed, ...(dialSid ? { sid: dialSid } : {}), ...codes },
  }
}

function refuse(): never {
  throw new OutsideError('refused', 'bad_signature', 'The signature of this webhook does not fit')
}

// Of a name that comes several times all values are signed.
function fieldsOf(body: Uint8Array): Record<string, string | string[]> | undefined {
  const parsed = new URLSearchParams(Buffer.from(body).toString('utf8'))
  if (parsed.size > fieldCount) return undefined
  const fields: Record<string, string | string[]> = Object.create(null)
  for (const name of new Set(parsed.keys())) {
    const values = parsed.getAll(name)
    fields[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return fields
}

const statuses: ReadonlySet<string> = new Set([
  'queued',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
] satisfies LegStatus[])

function statusOf(text: string): LegStatus | undefined {
  if (text === 'initiated') return 'queued'
  return statuses.has(text) ? (text as LegStatus) : undefined
}
