import { createHmac } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'
import { formFields } from './form-fields.ts'
import { isStale, text, type WebhookProvider } from './provider.ts'

// It repeats for eight hours, and does not say whether it signs anew; its token counts once anyway.
const toleranceHours = 12

/** Mailgun's route to an address that ends in `mime`: the mail in `body-mime`, signed over time and token. */
export const mailgun: WebhookProvider = {
  name: 'mailgun',
  neverAgainStatus: 406,
  strangerStatus: 401,
  read({ headers, body, at }, secret) {
    const fields = formFields(headers['content-type'] ?? '', body) ?? new Map<string, Buffer>()
    const [timestamp, token, signature] = ['timestamp', 'token', 'signature'].map((name) => text(fields.get(name)))
    const right = createHmac('sha256', secret).update(`${timestamp}${token}`).digest('hex')
    if (!timestamp || !token || !isSameProof(signature ?? '', right)) return { failure: 'bad_signature' }
    if (isStale(timestamp, at, toleranceHours)) return { failure: 'stale' }
    const raw = fields.get('body-mime')
    if (!raw?.length) return { failure: 'no_raw_mail' }
    const recipient = text(fields.get('recipient'))
    return {
      mail: {
        raw,
        from: fields.has('sender') ? text(fields.get('sender')) : null,
        to: recipient ? [recipient] : [],
        arrival: `mailgun:${token}`,
      },
    }
  },
}
