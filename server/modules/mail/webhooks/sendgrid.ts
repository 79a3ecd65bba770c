import { createPublicKey, createVerify, type KeyObject } from 'node:crypto'
import { formFields } from './form-fields.ts'
import { isStale, text, type WebhookProvider } from './provider.ts'

// It repeats for three days.
const toleranceHours = 80

const timeHeader = 'x-twilio-email-event-webhook-timestamp'
const signatureHeader = 'x-twilio-email-event-webhook-signature'

/** SendGrid's Inbound Parse with "POST the raw, full MIME message": the mail in `email`, signed (ECDSA) over time and body. */
export const sendgrid: WebhookProvider = {
  name: 'sendgrid',
  neverAgainStatus: 406,
  // It repeats for sure only what is answered with a 5xx.
  strangerStatus: 503,
  isStranger: (headers) => !headers[timeHeader] || !headers[signatureHeader],
  read({ headers, body, at }, secret) {
    const timestamp = headers[timeHeader] ?? ''
    const signature = Buffer.from(headers[signatureHeader] ?? '', 'base64')
    const key = keyOf(secret)
    if (!timestamp || !key || !createVerify('sha256').update(timestamp).update(body).verify(key, signature))
      return { failure: 'bad_signature' }
    if (isStale(timestamp, at, toleranceHours)) return { failure: 'stale' }
    const fields = formFields(headers['content-type'] ?? '', body)
    const raw = fields?.get('email')
    if (!raw?.length) return { failure: 'no_raw_mail' }
    return { mail: { raw, ...envelopeOf(text(fields?.get('envelope'))) } }
  },
}

/** Whether this is a key that signatures can be checked with, in base64. */
export function isVerificationKey(secret: string): boolean {
  return keyOf(secret) !== undefined
}

function keyOf(secret: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(secret.trim(), 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' ? key : undefined
  } catch {
    return undefined
  }
}

function envelopeOf(said: string): { from: string | null; to: string[] } {
  try {
    const { from, to } = JSON.parse(said) as { from?: unknown; to?: unknown }
    return {
      from: typeof from === 'string' ? from : null,
      to: Array.isArray(to) ? to.filter((each) => typeof each === 'string') : [],
    }
  } catch {
    return { from: null, to: [] }
  }
}
