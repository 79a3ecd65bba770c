import type { DemoCredentials } from '../../../server/app/demonstration-credentials.ts'
import type { Request } from './journal.ts'

/** Sends a write once. Undefined when nobody answered, or the answer was that it could not be done right now. */
export async function sendOnce(
  baseUrl: string,
  keys: DemoCredentials['apiKeys'],
  request: Request,
): Promise<{ status: number; text: string; replayed: boolean } | undefined> {
  try {
    const response = await fetch(`${baseUrl}/api/v1${request.path}`, {
      method: request.method,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${keys[request.as]}`,
        'idempotency-key': request.key,
        ...(request.shopper ? { 'makeright-shopper': request.shopper } : {}),
      },
      body: JSON.stringify(request.body),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    const later = response.status >= 500 || response.status === 429
    return later ? undefined : { status: response.status, text, replayed: response.headers.has('idempotency-replayed') }
  } catch {
    return undefined
  }
}
