import { isSameProof } from '#platform/auth/is-same-proof'
import { text, type WebhookProvider } from './provider.ts'

/** Postmark's inbound webhook with its raw mail included: `RawEmail`, known by the name and password in its address. */
export const postmark: WebhookProvider = {
  name: 'postmark',
  neverAgainStatus: 403,
  strangerStatus: 401,
  isStranger: ({ authorization = '' }, secret) =>
    !isSameProof(authorization, `Basic ${Buffer.from(secret).toString('base64')}`),
  read({ body }) {
    const notice = objectIn(body)
    const { RawEmail: raw, MessageID: id, OriginalRecipient: to } = notice
    if (typeof raw !== 'string' || raw === '') return { failure: 'no_raw_mail' }
    const from = envelopeFromOf(notice)
    return {
      mail: {
        // JSON is text: bytes that were not UTF-8 have become others at the provider.
        raw: Buffer.from(raw, 'utf8'),
        from,
        to: typeof to === 'string' && to !== '' ? [to] : [],
        ...(typeof id === 'string' && id !== '' ? { arrival: `postmark:${id}` } : {}),
      },
    }
  },
}

function objectIn(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text(body))
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

// It says no envelope sender but in a header that its own server added.
function envelopeFromOf({ Headers: headers }: Record<string, unknown>): string | null {
  if (!Array.isArray(headers)) return null
  const found = (headers as { Name?: unknown; Value?: unknown }[]).find(
    ({ Name: name }) => typeof name === 'string' && name.toLowerCase() === 'return-path',
  )
  return typeof found?.Value === 'string' ? found.Value.trim().replaceAll(/^<|>$/g, '') : null
}
