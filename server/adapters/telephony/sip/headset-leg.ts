import { limits } from '../../../limits.ts'
import type { Headset, HeadsetEvents } from '../headset/headsets.ts'
import type { Law } from '../headset/messages.ts'
import type { Timers } from '../timers.ts'
import { newToken } from './endpoint.ts'
import type { InviteBody, Leg, LegHandlers, LegOutcome } from './leg.ts'
import { audioOf, type AudioMedia, type Direction, isUnspecified, keysFormatOf } from './sdp.ts'

/** A leg to an agent's headset in the browser. It answers as soon as the agent is heard. */
export interface HeadsetLeg extends Leg {
  /** False where the other side takes no keys, or is not connected. */
  press(keys: string): boolean
}

/** What others know it by, and where it goes on after a restart: nowhere, because the sound was carried by the process that is gone. */
const noRecord = {
  sipCallId: '',
  uri: '',
  from: '',
  localTag: '',
  seq: 0,
  session: { id: 0, version: 0 },
  dialog: null,
  branch: '',
  told: '',
  reachedAt: null,
}

/** @param open puts the headset on; undefined when that is not possible now */
export function createHeadsetLeg(
  open: (events: HeadsetEvents) => Promise<Headset | undefined>,
  timers: Timers,
  handlers: LegHandlers,
): HeadsetLeg {
  const localTag = newToken()
  const answered = Promise.withResolvers<boolean>()
  let state: Leg['state'] = 'idle'
  let headset: Headset | undefined
  let takesKeys = false
  let stopWaiting = () => {}

  const finish = (cause: string | undefined) => {
    if (state === 'ended') return
    const wasInviting = state === 'inviting'
    state = 'ended'
    stopWaiting()
    headset?.close()
    answered.resolve(false)
    handlers.changed()
    if (cause !== undefined && !wasInviting) handlers.ended(cause)
  }

  const events: HeadsetEvents = {
    there(isThere) {
      stopWaiting()
      if (isThere) answered.resolve(true)
      else stopWaiting = timers.after(limits.browserCalls.lostSeconds * 1000, () => finish('lost'))
    },
    gone: () => finish('media_gone'),
  }

  /** Takes what the other says of where it listens, and says the same of this side. */
  const describe = (offer?: string): string => {
    const audio = offer === undefined ? undefined : audioOf(offer)
    const keys = offer === undefined ? defaultKeys : keysFormatOf(offer)
    const laws = audio ? lawsOf(audio).slice(0, 1) : ([0, 8] as const)
    const direction = audio ? mirrored[audio.direction] : 'sendrecv'
    return sdpOf(headset?.address ?? '', headset?.port ?? 0, { laws, keys, direction })
  }

  const connect = (sdp: string): boolean => {
    const audio = audioOf(sdp)
    const [law] = audio ? lawsOf(audio) : []
    if (!audio || law === undefined) return false
    const flows = audio.direction === 'sendrecv' && !isUnspecified(sdp)
    const keys = keysFormatOf(sdp)
    takesKeys = keys !== null && flows
    headset?.connect({ address: audio.address, port: audio.port, law, keys }, flows)
    return true
  }

  return {
    localTag,
    get state() {
      return state
    },
    async invite(body) {
      if (state !== 'idle') return failure(487, 'sip_487')
      state = 'inviting'
      headset = await open(events)
      if (!headset) {
        finish(undefined)
        return failure(503, 'no_headset')
      }
      if (isOver()) {
        headset.close()
        return failure(487, 'sip_487')
      }
      handlers.provisional(180, undefined)
      if (!(await answered.promise)) return failure(487, 'sip_487')
      state = 'confirmed'
      const sdp = describe()
      if ('answer' in body) await body.answer(sdp)
      handlers.changed()
      return { ok: true, sdp }
    },
    async reinvite(body: InviteBody): Promise<LegOutcome> {
      if (state !== 'confirmed') return failure(481, 'sip_481')
      if ('offer' in body) {
        if (!connect(body.offer)) return failure(488, 'no_common_form')
        return { ok: true, sdp: describe(body.offer) }
      }
      const sdp = describe()
      return connect(await body.answer(sdp)) ? { ok: true, sdp } : failure(488, 'no_common_form')
    },
    press(keys) {
      if (state !== 'confirmed' || !takesKeys) return false
      headset?.press(keys)
      return true
    },
    refresh: async () => {},
    hangup: () => finish(undefined),
    receive: () => {},
    receiveAck: () => {},
    watch: () => {},
    record: () => noRecord,
  }

  function isOver(): boolean {
    return state === 'ended'
  }
}

const defaultKeys = 101
const mirrored: Record<Direction, Direction> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
}

function failure(status: number, cause: string): LegOutcome & { ok: false } {
  return { ok: false, status, cause }
}

function lawsOf({ formats }: AudioMedia): Law[] {
  return formats.map(Number).filter((format): format is Law => format === 0 || format === 8)
}

const lawNames: Record<Law, string> = { 0: 'PCMU', 8: 'PCMA' }

function sdpOf(
  address: string,
  port: number,
  { laws, keys, direction }: { laws: readonly Law[]; keys: number | null; direction: Direction },
): string {
  const family = address.includes(':') ? 'IP6' : 'IP4'
  const formats = [...laws, ...(keys === null ? [] : [keys])]
  return [
    'v=0',
    `o=- 1 1 IN ${family} ${address}`,
    's=-',
    `c=IN ${family} ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${formats.join(' ')}`,
    ...laws.map((law) => `a=rtpmap:${law} ${lawNames[law]}/8000`),
    ...(keys === null ? [] : [`a=rtpmap:${keys} telephone-event/8000`, `a=fmtp:${keys} 0-15`]),
    'a=ptime:20',
    `a=${direction}`,
    '',
  ].join('\r\n')
}
