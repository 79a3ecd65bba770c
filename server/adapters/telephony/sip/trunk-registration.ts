import { limits } from '../../../limits.ts'
import { parseNameAddress } from './address.ts'
import { type AskedTrunk, type Asking, askTrunk } from './ask-trunk.ts'
import { newToken } from './endpoint.ts'
import { headerOf, headersOf, type SipHeaders, type SipResponse } from './message.ts'

export interface TrunkRegistration {
  /** What to look at, in a sentence; undefined while we are signed in. */
  problem(): string | undefined
  stop(): Promise<void>
}

/** Keeps us signed in at a trunk that takes calls only from whoever is (RFC 3261, section 10.2). */
export function registerAtTrunk(trunk: AskedTrunk, account: string): TrunkRegistration {
  const { endpoint } = trunk
  const asking: Asking = {
    method: 'REGISTER',
    of: `<${withUser(trunk.uri, account).replace(/;.*/, '')}>`,
    callId: newToken(),
    seq: 1,
  }
  let seconds: number = limits.telephony.trunkRegistrationSeconds
  let problem: string | undefined = 'We have not signed in at the trunk yet.'
  let next = () => {}

  const send = (expires: number) =>
    askTrunk(trunk, asking, async (to): Promise<SipHeaders> => {
      const contact = withUser(await endpoint.contact(to), account)
      return [
        ['Contact', `<${contact}>;expires=${expires}`],
        ['Expires', String(expires)],
      ]
    })

  const again = (afterSeconds: number) => {
    next = endpoint.timers.after(afterSeconds * 1000, () => void renew())
  }

  const renew = async (): Promise<void> => {
    const response = await send(seconds)
    if (typeof response === 'string') {
      problem = 'The trunk does not answer when we sign in.'
      return again(limits.telephony.trunkPingSeconds)
    }
    const minimum = response.status === 423 ? Number(headerOf(response, 'Min-Expires')) : 0
    if (minimum > seconds) {
      seconds = minimum
      return await renew()
    }
    if (response.status >= 300) {
      problem = `The trunk does not let us sign in (${response.status}).`
      return again(limits.telephony.trunkRefusedSeconds)
    }
    problem = undefined
    // Well before it ends, so that one lost answer costs nothing.
    again(Math.max(limits.telephony.trunkPingSeconds, grantedSeconds(response, seconds) * 0.7))
  }

  void renew()
  return {
    problem: () => problem,
    async stop() {
      next()
      if (problem === undefined)
        await Promise.race([send(0), new Promise((done) => void endpoint.timers.after(500, () => done(0)))])
    },
  }
}

function grantedSeconds(response: SipResponse, asked: number): number {
  const ours = headersOf(response, 'Contact').map((contact) => Number(parseNameAddress(contact).params.get('expires')))
  const granted = [...ours, Number(headerOf(response, 'Expires'))].filter((value) => value > 0)
  return Math.min(asked, ...granted)
}

function withUser(uri: string, user: string): string {
  return uri.replace(/^(sips?:)/, `$1${encodeURIComponent(user)}@`)
}
