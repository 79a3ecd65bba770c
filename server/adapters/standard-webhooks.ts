import { createHmac, timingSafeEqual } from 'node:crypto'

/** Older or further ahead than this is refused, as the Standard Webhooks specification advises. */
const toleranceSeconds = 300

export interface SignedDelivery {
  headers: Record<string, string | undefined>
  rawBody: Uint8Array
  receivedAt: Date
}

/** The three headers of the Standard Webhooks specification for one attempt at delivery. `secret` is `whsec_` and base64. */
export function signStandardWebhook(
  secret: string,
  id: string,
  sentAt: Date,
  rawBody: Uint8Array,
): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature(secret, id, timestamp, rawBody).toString('base64')}`,
  }
}

/** The delivery's id when one of its signatures was made with one of our secrets (two while rotating) and is fresh; else undefined. */
export function verifyStandardWebhook(secrets: readonly string[], delivery: SignedDelivery): string | undefined {
  const id = delivery.headers['webhook-id']
  const timestamp = delivery.headers['webhook-timestamp']
  const given = delivery.headers['webhook-signature']
  if (!id || !timestamp || !given || !/^\d{1,12}$/.test(timestamp)) return undefined
  if (Math.abs(delivery.receivedAt.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) return undefined
  const candidates = given
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'))
  const usable = secrets.filter((secret) => keyOf(secret).length > 0)
  const matches = usable.some((secret) => {
    const expected = signature(secret, id, timestamp, delivery.rawBody)
    return candidates.some((candidate) => candidate.length === expected.length && timingSafeEqual(candidate, expected))
  })
  return matches ? id : undefined
}

function signature(secret: string, id: string, timestamp: string, rawBody: Uint8Array): Buffer {
  return createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(rawBody).digest()
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.trim().replace(/^whsec_/, ''), 'base64')
}
