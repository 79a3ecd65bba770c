import { limits } from '../../../limits.ts'
import type { TelephonyHealth } from '../ports.ts'
import type { DigestClient } from './digest.ts'
import { type Endpoint, newToken } from './endpoint.ts'
import type { SipRequest } from './message.ts'
import type { Destination } from './transport.ts'

export interface WatchedTrunk {
  endpoint: Endpoint
  digest: DigestClient | undefined
  findTrunk(): Promise<Destination>
  uri: string
}

type Found = 'there' | 'refuses' | 'silent' | 'unknown_name'

const said: Record<Found, TelephonyHealth> = {
  there: { state: 'ok', detail: 'The trunk answers.' },
  refuses: { state: 'degraded', detail: 'The trunk answers but does not accept our name and password.' },
  silent: { state: 'down', detail: 'The trunk does not answer.' },
  unknown_name: { state: 'down', detail: 'The name of the trunk has no address.' },
}

/** Asks the trunk from time to time whether it is there, with OPTIONS, whose every answer says so. */
export function watchTrunk(trunk: WatchedTrunk): { health(): Promise<TelephonyHealth>; stop(): void } {
  const { timers } = trunk.endpoint
  let last: Promise<Found> | undefined
  let stop = () => {}
  const look = (): Promise<Found> => {
    const looked = ask(trunk)
    last = looked
    stop()
    stop = timers.after(limits.telephony.trunkPingSeconds * 1000, () => void look())
    return looked
  }
  return {
    health: async () => said[await (last ?? look())],
    stop: () => stop(),
  }
}

async function ask({ endpoint, digest, findTrunk, uri }: WatchedTrunk): Promise<Found> {
  const to = await findTrunk().catch(() => undefined)
  if (!to) return 'unknown_name'
  const attempt = digest?.begin()
  const callId = newToken()
  const tag = newToken()
  for (let seq = 1; ; seq++) {
    const request: SipRequest = {
      method: 'OPTIONS',
      uri,
      headers: [
        ['Max-Forwards', '70'],
        ['From', `<${uri}>;tag=${tag}`],
        ['To', `<${uri}>`],
        ['Call-ID', callId],
        ['CSeq', `${seq} OPTIONS`],
        ...(attempt?.sign('OPTIONS', uri) ?? []),
      ],
      body: Buffer.alloc(0),
    }
    const response = await new Promise<Parameters<DigestAccept>[0] | undefined>((resolve) => {
      endpoint.request(request, to, { final: resolve, failed: () => resolve(undefined) })
    })
    if (!response) return 'silent'
    if (response.status !== 401 && response.status !== 407) return response.status === 403 ? 'refuses' : 'there'
    if (!attempt?.accept(response)) return 'refuses'
  }
}

type DigestAccept = ReturnType<DigestClient['begin']>['accept']
