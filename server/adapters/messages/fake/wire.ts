import { createHmac } from 'node:crypto'
import type { FakeDialect } from '../../fakes/dialect.ts'

/** As the provider of texts speaks: forms in, its own errors out, and webhooks that it signs over their address. What browsers are sent is bytes. */
export const messageDialect: FakeDialect = {
  readBody(bytes) {
    const text = bytes.toString('latin1')
    if (!/^[\w.*+%&=-]*$/.test(text)) return { bytes: bytes.toString('base64') }
    return Object.fromEntries(new URLSearchParams(text))
  },
  problem: (code, message, status) => ({ code: Number(code) || 20_404, message, status }),
  signNotice(secret, notice) {
    const { authToken, url } = JSON.parse(secret) as { authToken: string; url: string }
    const fields = notice.data as Record<string, string>
    return {
      body: Buffer.from(new URLSearchParams(fields).toString()),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signatureOf(authToken, url, fields),
      },
    }
  },
}

/** The address, and every field with its value in the order of their names, under the account's token. */
export function signatureOf(authToken: string, url: string, fields: Readonly<Record<string, string>>): string {
  const said = Object.keys(fields)
    .toSorted()
    .reduce((text, name) => text + name + fields[name], url)
  return createHmac('sha1', authToken).update(said, 'utf8').digest('base64')
}
