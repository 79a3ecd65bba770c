import { call, CallError, type Output } from '../call.ts'
import { type Frame, pageConnection } from '../live-connection.ts'
import { MicrophoneError, type MicrophoneTrouble, openMicrophone } from './microphone.ts'
import { openPeer, type Peer, type PeerMessage } from './peer.ts'

type Side = 'agent' | 'shopper'
type Heard = Output<'PUT /calls/:id/side'>

/**
 * How a call in the browser stands for this page: it asks for the microphone, waits for the other one, connects, is connected, was and
 * tries to be so again, is in another window, or over.
 */
export type TalkPhase =
  | 'asking'
  | 'silent'
  | 'waiting'
  | 'connecting'
  | 'connected'
  | 'reconnecting'
  | 'elsewhere'
  | 'over'

export interface TalkState {
  phase: TalkPhase
  /** Why there is no microphone, in the phase `silent`. */
  trouble: MicrophoneTrouble | null
  isMuted: boolean
  isHeld: boolean
  /** The browser plays nothing before somebody touches the page. */
  needsTouch: boolean
}

export interface Talk {
  readonly callId: string
  readonly side: Side
  state(): TalkState
  onChange(listener: () => void): () => void
  /** What I say, and what I hear, as far as there is anything. */
  mine(): MediaStream | undefined
  theirs(): MediaStream | undefined
  mute(isMuted: boolean): void
  /** Neither hears the other. */
  hold(isHeld: boolean): void
  /** The microphone that is chosen now is spoken with. */
  changeMicrophone(): Promise<void>
  /** Again: asks for the microphone, or takes the call from another window. */
  join(): Promise<void>
  play(): void
  /** Ends the call for both. */
  leave(): void
  /** This page lets go of it; the call goes on, and is joined again by a page that is loaded. */
  close(): void
}

const signMs = 5_000
const renewMs = 300
const helloMs = [0, 300, 900, 2_000, 4_000]

/** A page’s side of a call in the browser, from asking for the microphone to the end. */
export function openTalk({ callId, side }: { callId: string; side: Side }): Talk {
  const topic = `talk:${callId}`
  const page = crypto.randomUUID()
  const listeners = new Set<() => void>()
  const live = pageConnection()
  const sound = new Audio()
  let state: TalkState = { phase: 'asking', trouble: null, isMuted: false, isHeld: false, needsTouch: false }
  let mine: MediaStream | undefined
  let peer: (Peer & { page: string }) | undefined
  let iceServers: RTCIceServer[] = []
  let stopWatching: (() => void) | undefined
  let stopState: (() => void) | undefined
  let signs: Timer
  let hellos: Timer
  let wasConnected = false
  let hasJoined = false
  let isClosed = false

  const set = (changes: Partial<TalkState>) => {
    state = { ...state, ...changes }
    for (const track of mine?.getAudioTracks() ?? []) track.enabled = !state.isMuted && !state.isHeld
    sound.muted = state.isHeld
    for (const listener of listeners) listener()
  }
  const send = (to: string | null, message: PeerMessage & { hello?: true }) =>
    live.signal(topic, 'peer', undefined, { from: page, ...(to ? { to } : {}), ...message })
  const isConnected = () => peer?.connection.connectionState === 'connected'

  /** Says how it stands; answers nothing where nobody was reached. */
  async function say(how: 'join' | 'here' | 'connected' | 'leave'): Promise<Heard | undefined> {
    try {
      const heard = await call('PUT /calls/:id/side', { id: callId, page, state: how })
      iceServers = heard.iceServers
      if (heard.state === 'ended') finish('over')
      else if (how !== 'leave' && !heard.isMine) finish('elsewhere')
      return heard
    } catch (error) {
      if (error instanceof CallError && error.status === 404) finish('over')
      return undefined
    }
  }

  async function join() {
    hasJoined = false
    set({ phase: 'asking', trouble: null })
    // Whoever answers has answered, also while the browser asks about the microphone; an agent has to be heard before anything rings.
    if (side === 'shopper') await sign()
    if (isOver()) return
    try {
      mine ??= await openMicrophone()
    } catch (error) {
      return set({ phase: 'silent', trouble: error instanceof MicrophoneError ? error.trouble : 'busy' })
    }
    if (!hasJoined && !isOver()) await sign()
    if (isOver()) return release()
    set({ phase: wasConnected ? 'reconnecting' : 'waiting' })
    mark(callId)
    stopWatching ??= live.watch(topic, undefined, hear)
    stopState ??= live.onState((now) => {
      // The watch is asked for again first.
      if (now !== 'away') setTimeout(() => !isConnected() && (peer ? peer.renew() : hello(0)), renewMs)
    })
    hello(0)
    clearInterval(signs)
    signs = setInterval(() => void sign(), signMs)
  }

  /** Says that this page is there; until it was heard, that it joins. */
  async function sign(): Promise<Heard | undefined> {
    const heard = await say(hasJoined ? (isConnected() ? 'connected' : 'here') : 'join')
    if (heard) hasJoined = true
    return heard
  }

  // Until the other page has answered: it may not be there yet, or not watch yet.
  function hello(time: number) {
    clearTimeout(hellos)
    if (peer || isOver()) return
    hellos = setTimeout(() => {
      send(null, { hello: true })
      hello(Math.min(time + 1, helloMs.length - 1))
    }, helloMs[time])
  }

  function hear({ signal, by, data, error }: Frame) {
    if (error) {
      // Asked again, it says whether the call is over or somebody else's.
      stopWatching = undefined
      return void sign().then((heard) => {
        if (heard && !isOver()) stopWatching = live.watch(topic, undefined, hear)
      })
    }
    if (signal !== 'peer') return
    const { from, to, hello: isNew, ...message } = data as { from: string; to?: string; hello?: true } & PeerMessage
    if (by?.kind === side) return void (from !== page && sign())
    if (to !== undefined && to !== page) return
    if (isNew && peer?.page === from) return peer.renew()
    if (peer?.page === from) return peer.receive(message)
    // What a page said before it was loaded anew comes late.
    if (isNew || message.description?.type === 'offer') {
      const other = meet(from)
      if (!isNew) other.receive(message)
    }
  }

  /** Another page than before: it was loaded anew, or the call went to a colleague. */
  function meet(other: string): Peer & { page: string } {
    peer?.close()
    clearTimeout(hellos)
    set({ phase: wasConnected ? 'reconnecting' : 'connecting' })
    const met = openPeer({
      isPolite: side === 'shopper',
      iceServers,
      stream: mine ?? new MediaStream(),
      send: (message) => send(other, message),
      onState: changed,
      onSound(stream) {
        sound.srcObject = stream
        play()
      },
    })
    peer = { ...met, page: other }
    return peer
  }

  function changed(now: RTCPeerConnectionState) {
    if (now === 'connected') {
      wasConnected = true
      set({ phase: 'connected' })
    } else if (wasConnected) set({ phase: 'reconnecting' })
    void sign()
  }

  function play() {
    void sound.play().then(
      () => set({ needsTouch: false }),
      ({ name }: DOMException) => name === 'NotAllowedError' && set({ needsTouch: true }),
    )
  }

  const isOver = () => isClosed || state.phase === 'over' || state.phase === 'elsewhere'

  function finish(phase: 'over' | 'elsewhere') {
    if (isOver()) return
    release()
    mark(null)
    set({ phase })
  }

  function release() {
    clearInterval(signs)
    clearTimeout(hellos)
    stopWatching?.()
    stopState?.()
    stopWatching = stopState = undefined
    peer?.close()
    peer = undefined
    sound.srcObject = null
    for (const track of mine?.getTracks() ?? []) track.stop()
    mine = undefined
  }

  void join()
  return {
    callId,
    side,
    state: () => state,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    mine: () => mine,
    theirs: () => (sound.srcObject instanceof MediaStream ? sound.srcObject : undefined),
    mute: (isMuted) => set({ isMuted }),
    hold(isHeld) {
      if (state.isHeld !== isHeld) set({ isHeld })
    },
    async changeMicrophone() {
      const next = await openMicrophone().catch(() => undefined)
      const track = next?.getAudioTracks()[0]
      if (!next || !track) return
      for (const old of mine?.getTracks() ?? []) old.stop()
      mine = next
      peer?.speakWith(track)
      set({})
    },
    join,
    play,
    leave() {
      void say('leave')
      finish('over')
    },
    close() {
      isClosed = true
      release()
    },
  }
}

const markKey = 'makeright.talk'

/** Whether this window was in a call before it was loaded anew. */
export function wasIn(callId: string): boolean {
  try {
    return sessionStorage.getItem(markKey) === callId
  } catch {
    return false
  }
}

function mark(callId: string | null) {
  try {
    if (callId === null) sessionStorage.removeItem(markKey)
    else sessionStorage.setItem(markKey, callId)
  } catch {
    // Without it somebody presses a button after loading the page anew.
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined
