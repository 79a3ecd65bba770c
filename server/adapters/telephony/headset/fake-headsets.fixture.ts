import type { Headset, HeadsetEvents, Headsets } from './headsets.ts'
import type { TrunkEnd } from './messages.ts'

export interface FakeHeadsets extends Headsets {
  /** What happened to the headset of a call, the last one last. */
  readonly worn: Map<string, FakeHeadset>
  /** Whose agents never put theirs on. */
  isSilent: (callId: string) => boolean
}

interface FakeHeadset {
  events: HeadsetEvents
  trunk?: TrunkEnd
  flows: boolean
  keys: string
  isClosed: boolean
}

/** Headsets without sound: each is heard a moment after it is opened. */
export function fakeHeadsets(afterMs: (run: () => void) => void): FakeHeadsets {
  const worn = new Map<string, FakeHeadset>()
  const headsets: FakeHeadsets = {
    worn,
    isSilent: () => false,
    async open(callId, events): Promise<Headset> {
      const headset: FakeHeadset = { events, flows: false, keys: '', isClosed: false }
      worn.set(callId, headset)
      if (!headsets.isSilent(callId)) afterMs(() => events.there(true))
      return {
        address: '10.0.0.1',
        port: 20_000,
        connect: (trunk, flows) => void Object.assign(headset, { trunk, flows }),
        press: (keys) => (headset.keys += keys),
        close: () => (headset.isClosed = true),
      }
    },
    hear: () => {},
    stop: async () => {
      for (const { events, isClosed } of worn.values()) if (!isClosed) events.gone()
    },
  }
  return headsets
}
