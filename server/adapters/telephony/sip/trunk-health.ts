import { limits } from '../../../limits.ts'
import type { TelephonyHealth } from '../../../modules/calls/ports.ts'
import { type AskedTrunk, askTrunk } from './ask-trunk.ts'
import { isChallenge, newToken } from './endpoint.ts'

type Found = 'there' | 'refuses' | 'silent' | 'unknown_name'

const said: Record<Found, TelephonyHealth> = {
  there: { state: 'ok', detail: 'The trunk answers.' },
  refuses: { state: 'degraded', detail: 'The trunk answers but does not accept our name and password.' },
  silent: { state: 'down', detail: 'The trunk does not answer.' },
  unknown_name: { state: 'down', detail: 'The name of the trunk has no address.' },
}

/** Asks the trunk from time to time whether it is there, with OPTIONS, whose every answer says so. */
export function watchTrunk(trunk: AskedTrunk): { health(): Promise<TelephonyHealth>; stop(): void } {
  const { timers } = trunk.endpoint
  let last: Found | undefined
  let looking: Promise<Found> | undefined
  let stop = () => {}
  const look = async (): Promise<Found> => {
    stop()
    stop = timers.after(limits.telephony.trunkPingSeconds * 1000, () => {
      looking = look()
    })
    last = await ask(trunk)
    return last
  }
  return {
    // A trunk that is silent is waited for once; from then on what was found last is said at once.
    async health() {
      looking ??= look()
      return said[last ?? (await looking)]
    },
    stop: () => stop(),
  }
}

async function ask(trunk: AskedTrunk): Promise<Found> {
  const asking = { method: 'OPTIONS', of: `<${trunk.uri}>`, callId: newToken(), seq: 1 }
  const response = await askTrunk(trunk, asking, () => [])
  if (typeof response === 'string') return response
  return isChallenge(response) || response.status === 403 ? 'refuses' : 'there'
}
