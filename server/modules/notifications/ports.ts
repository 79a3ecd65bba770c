import { definePort } from '#platform/port'

/** A browser that may be pushed to, as it introduced itself. */
export interface PushTarget {
  endpoint: string
  /** The browser's public key and secret, base64url. */
  p256dh: string
  auth: string
}

/**
 * The push services of browsers (RFC 8030), to which everything goes encrypted for one browser (RFC 8291). What throws is an `OutsideError`:
 * `refused` with `gone` for a browser that is no longer there, `not_done` and `unknown` to be tried again.
 */
export interface PushPort {
  /** With what browsers subscribe: who we are to push services (RFC 8292), base64url. */
  readonly publicKey: string
  /** @param topic replaces what waits there under the same name, such as an older piece of news */
  send(target: PushTarget, message: PushMessage): Promise<void>
}

export interface PushMessage {
  key: string
  payload: string
  topic: string
  /** For how long the service keeps it while the browser is away. */
  ttlSeconds: number
  isUrgent: boolean
}

export const pushPort = definePort<PushPort>('push')

/**
 * Text messages over a provider. What throws is an `OutsideError`: `refused` with `stopped` where the provider knows that the number wants
 * nothing, `invalid_number` where it can take no texts.
 */
export interface SmsPort {
  /** @param text.key the same key again is the same text, as far as the provider knows keys */
  send(text: { key: string; to: string; body: string }): Promise<{ reference: string }>
}

export const smsPort = definePort<SmsPort>('sms')

/** A request of the provider of texts, with its headers in lower case and its body untouched. */
export interface SmsDelivery {
  url: string
  headers: Readonly<Record<string, string | undefined>>
  rawBody: Uint8Array
}

/** What the provider tells: somebody texted us, or what became of a text of ours. */
export type SmsNews =
  | { kind: 'text'; reference: string; from: string; body: string }
  | { kind: 'status'; reference: string; isFailed: boolean; code: string }
  | { kind: 'other' }

/** Reads what the provider of texts tells. Throws `OutsideError('refused', 'bad_signature')`. */
export interface SmsWebhooks {
  read(delivery: SmsDelivery): Promise<SmsNews>
}

export const smsWebhooks = definePort<SmsWebhooks>('sms-webhooks')

/** Where the provider of texts tells us something. */
export const smsWebhookPath = '/api/v1/webhooks/texts'
