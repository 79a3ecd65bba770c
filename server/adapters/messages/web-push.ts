import { createECDH, createHmac } from 'node:crypto'
import { OutsideError } from '#platform/outside-error'
import webPush from 'web-push'
import type { PushPort } from '../../modules/notifications/ports.ts'
import type { GuardedFetch } from '../guarded-fetch.ts'

export interface WebPushSettings {
  fetch: GuardedFetch
  keys: VapidKeys
  /** Whom a push service writes to about us: `mailto:` or an https address. */
  subject: string
}

export interface VapidKeys {
  publicKey: string
  privateKey: string
}

/**
 * Pushes through the services of browser makers. What a browser gave us as its address is somebody's input: nothing inside our own network is
 * reached by it.
 */
export function webPushPort({ fetch, keys, subject }: WebPushSettings): PushPort {
  return {
    publicKey: keys.publicKey,
    async send({ endpoint, p256dh, auth }, { payload, ttlSeconds, topic, isUrgent }) {
      const details = encrypted()
      const headers = Object.fromEntries(Object.entries(details.headers).map(([name, value]) => [name, String(value)]))
      const answer = await fetch(details.endpoint, {
        method: 'POST',
        headers,
        body: details.body ?? new Uint8Array(),
        timeoutMs: 10_000,
      })
      if (answer.status >= 300) throw errorOf(answer.status, answer.headers['retry-after'])

      function encrypted() {
        try {
          return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
            vapidDetails: { subject, ...keys },
            TTL: ttlSeconds,
            topic,
            urgency: isUrgent ? 'high' : 'normal',
            contentEncoding: 'aes128gcm',
          })
        } catch {
          // A key that is no point of the curve: no browser has such a one.
          throw new OutsideError('refused', 'gone', 'The keys of this browser are none')
        }
      }
    },
  }
}

/** The key pair by which push services know this program: made of its secret, so that nothing has to be set or kept. */
export function vapidKeysOf(secret: string): VapidKeys {
  const curve = createECDH('prime256v1')
  for (let round = 0; ; round += 1) {
    const key = createHmac('sha256', secret).update(`vapid ${round}`).digest()
    try {
      curve.setPrivateKey(key)
      return { publicKey: curve.getPublicKey('base64url'), privateKey: key.toString('base64url') }
    } catch {
      // Out of range, which four of a thousand million are: the next one.
    }
  }
}

function errorOf(status: number, retryAfter: string | undefined): OutsideError {
  const said = `The push service answered ${status}`
  if (status === 404 || status === 410) return new OutsideError('refused', 'gone', said)
  if (status === 429)
    return new OutsideError('not_done', 'rate_limited', said, { retryAfterSeconds: Number(retryAfter) || 5 })
  if (status >= 500) return new OutsideError('not_done', `http_${status}`, said)
  return new OutsideError('refused', `http_${status}`, said)
}
