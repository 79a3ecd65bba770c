import type { DigestClient } from './digest.ts'
import { type Endpoint, isChallenge, newToken } from './endpoint.ts'
import type { SipHeaders, SipRequest, SipResponse } from './message.ts'
import { isOurs, sendOnce } from './send-once.ts'
import type { Destination } from './transport.ts'

export interface AskedTrunk {
  endpoint: Endpoint
  digest: DigestClient | undefined
  findTrunk(): Promise<Destination>
  uri: string
}

export interface Asking {
  method: string
  /** Whom it is from and to. */
  of: string
  callId: string
  /** Grows with each try. */
  seq: number
}

/** A request to the trunk itself, signed where it asks for that; its final response, or why there is none. */
export async function askTrunk(
  { endpoint, digest, findTrunk, uri }: AskedTrunk,
  asking: Asking,
  headersFor: (to: Destination) => SipHeaders | Promise<SipHeaders>,
): Promise<SipResponse | 'silent' | 'unknown_name'> {
  const to = await findTrunk().catch(() => undefined)
  if (!to) return 'unknown_name'
  const headers = await Promise.resolve(headersFor(to)).catch(() => undefined)
  if (!headers) return 'silent'
  const attempt = digest?.begin()
  const tag = newToken()
  for (;;) {
    const request: SipRequest = {
      method: asking.method,
      uri,
      headers: [
        ['Max-Forwards', '70'],
        ['From', `${asking.of};tag=${tag}`],
        ['To', asking.of],
        ['Call-ID', asking.callId],
        ['CSeq', `${asking.seq++} ${asking.method}`],
        ...headers,
        ...(attempt?.sign(asking.method, uri) ?? []),
      ],
      body: Buffer.alloc(0),
    }
    const response = await sendOnce(endpoint, request, to)
    if (isOurs(response)) return 'silent'
    if (!isChallenge(response) || !attempt?.accept(response)) return response
  }
}
