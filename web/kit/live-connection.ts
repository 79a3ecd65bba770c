import { hasSender, heldToken, realm, senderOf } from './realm.ts'

/** What arrives on a topic; see docs/integrating/api.md. */
export interface Frame {
  topic: string
  version?: number
  data?: unknown
  /** Too much was missed, or what the screen holds is older than what is known here: load anew. */
  reset?: boolean
  error?: { code: string }
  /** Staff only: the name of the fact. */
  name?: string
  signal?: string
  kind?: string
  by?: { kind: string; id: string; name: string }
  at?: string
}

/** `live`: by a socket. `polling`: where none gets through. `away`: nothing arrives just now. */
export type Connection = 'live' | 'polling' | 'away'

type Listener = (frame: Frame) => void
interface Watch {
  version: number | undefined
  listeners: Set<Listener>
}

const path = '/api/v1/live'
const firstPauseMs = 500
const longestPauseMs = 15_000
const pingMs = 30_000
const pongMs = 8_000
/** Sockets that never opened, one after the other, before it is tried without. */
const failuresBeforePolling = 2
const socketAgainMs = 60_000
const topicsPerPoll = 20

/**
 * One connection for everything that a page watches. After a lost network, a sleep or a restart of the server it names the versions
 * it holds, so that nothing is missed and nothing comes twice; where sockets are blocked it asks instead.
 */
export function liveConnection() {
  const watches = new Map<string, Watch>()
  const onState = new Set<(state: Connection) => void>()
  let state: Connection = 'away'
  let socket: WebSocket | null = null
  let failures = 0
  let neverOpened = 0
  let retry: Timer
  let ping: Timer
  let pong: Timer
  let polling: AbortController | null = null

  const say = (message: unknown) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message))
  const setState = (next: Connection) => {
    if (state === next) return
    state = next
    for (const listener of onState) listener(next)
  }

  function connect() {
    clearTimeout(retry)
    if (watches.size === 0 || socket || !hasSender()) return
    const token = heldToken()
    const protocols = token === null ? [`makeright.${realm()}`] : ['makeright.token', token]
    let opened: WebSocket
    try {
      opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${path}`, protocols)
    } catch {
      return failed(false)
    }
    socket = opened
    let hasOpened = false
    opened.onopen = () => {
      hasOpened = true
      failures = neverOpened = 0
      polling?.abort()
      setState('live')
      for (const [topic, { version }] of watches) say({ type: 'watch', topic, after: version })
      beat()
    }
    opened.onmessage = ({ data }) => {
      clearTimeout(pong)
      hear(JSON.parse(String(data)) as Frame)
    }
    opened.onclose = () => {
      if (socket === opened) lose(hasOpened)
    }
  }

  /** The socket is gone, or is given up although nobody said so. */
  function lose(hasOpened: boolean) {
    const lost = socket
    socket = null
    clearTimeout(ping)
    clearTimeout(pong)
    if (lost) {
      lost.onopen = lost.onmessage = lost.onclose = null
      lost.close()
    }
    if (state === 'live') setState('away')
    failed(hasOpened)
  }

  function failed(hasOpened: boolean) {
    if (watches.size === 0) return
    neverOpened = hasOpened ? 0 : neverOpened + 1
    const isBlocked = neverOpened >= failuresBeforePolling
    if (isBlocked) void poll()
    const pause = Math.min(firstPauseMs * 2 ** failures++, isBlocked && polling ? socketAgainMs : longestPauseMs)
    retry = setTimeout(connect, pause)
  }

  // Browsers do not tell scripts of the server's own pings, and a dead connection looks like a quiet one.
  function beat() {
    clearTimeout(ping)
    ping = setTimeout(() => {
      probe()
      beat()
    }, pingMs)
  }

  function probe() {
    if (!socket) return connect()
    if (socket.readyState !== WebSocket.OPEN) return
    say({ type: 'ping' })
    clearTimeout(pong)
    pong = setTimeout(() => socket && lose(true), pongMs)
  }

  async function poll() {
    if (polling) return
    const abort = new AbortController()
    polling = abort
    try {
      for (let pause = firstPauseMs; !abort.signal.aborted && watches.size > 0; ) {
        const query = new URLSearchParams(
          [...watches].slice(0, topicsPerPoll).map(([topic, { version }]) => ['watch', `${topic}@${version ?? ''}`]),
        )
        const sender = senderOf()
        const answer = await fetch(`${path}/poll?${query}`, { ...sender, signal: abort.signal }).catch(() => undefined)
        if (abort.signal.aborted) return
        if (answer?.ok) {
          pause = firstPauseMs
          setState('polling')
          const { frames } = (await answer.json()) as { frames: Frame[] }
          for (const frame of frames) hear(frame)
        } else {
          setState('away')
          await new Promise((resolve) => setTimeout(resolve, pause))
          pause = Math.min(pause * 2, longestPauseMs)
        }
      }
    } finally {
      if (polling === abort) polling = null
    }
  }

  function post(said: { topic: string; signal: string; kind?: string; data?: object }) {
    const { headers, credentials } = senderOf()
    void fetch(`${path}/signals`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      credentials,
      body: JSON.stringify(said),
    }).catch(() => undefined)
  }

  function hear(frame: Frame & { watching?: boolean }) {
    const watch = watches.get(frame.topic)
    if (!watch) return
    if (frame.signal) return tell(watch, frame)
    if (frame.error) {
      watches.delete(frame.topic)
      return tell(watch, frame)
    }
    const { version } = frame
    if (version === undefined) return
    const isNews = !frame.watching && (watch.version === undefined || version > watch.version)
    watch.version = Math.max(watch.version ?? 0, version)
    if (isNews) tell(watch, frame)
  }

  function tell(watch: Watch, frame: Frame) {
    for (const listener of watch.listeners) listener(frame)
  }

  function forget(topic: string, listener: Listener) {
    const watch = watches.get(topic)
    watch?.listeners.delete(listener)
    if (!watch || watch.listeners.size > 0) return
    watches.delete(topic)
    say({ type: 'unwatch', topic })
    if (watches.size === 0) rest()
  }

  function rest() {
    clearTimeout(retry)
    clearTimeout(ping)
    clearTimeout(pong)
    polling?.abort()
    const idle = socket
    socket = null
    if (idle) {
      idle.onopen = idle.onmessage = idle.onclose = null
      idle.close()
    }
    setState('away')
  }

  /** Awake, or back: what looks open may be dead, and a long pause is not waited out. */
  function look() {
    if (watches.size === 0 || document.visibilityState === 'hidden') return
    failures = 0
    probe()
  }
  addEventListener('online', look)
  addEventListener('pageshow', look)
  document.addEventListener('visibilitychange', look)
  addEventListener('offline', () => socket && lose(true))

  return {
    /** Hears of a topic from a version on; answers how to stop. */
    watch(topic: string, version: number | undefined, listener: Listener): () => void {
      const known = watches.get(topic)
      if (known) {
        known.listeners.add(listener)
        // What the screen loaded is older than what went past here already.
        if (version !== undefined && known.version !== undefined && version < known.version)
          queueMicrotask(
            () => known.listeners.has(listener) && listener({ topic, version: known.version, reset: true }),
          )
      } else {
        watches.set(topic, { version, listeners: new Set([listener]) })
        if (socket?.readyState === WebSocket.OPEN) say({ type: 'watch', topic, after: version })
        else if (polling) {
          // The poll under way does not name it.
          polling.abort()
          polling = null
          void poll()
        } else connect()
      }
      return () => forget(topic, listener)
    },
    /** Says something that is true for a moment; lost while nothing gets through. */
    signal(topic: string, signal: string, kind?: string, data?: object): void {
      const said = { topic, signal, ...(kind ? { kind } : {}), ...(data ? { data } : {}) }
      if (state === 'polling') post(said)
      else say({ type: 'signal', ...said })
    },
    state: () => state,
    onState(listener: (state: Connection) => void): () => void {
      onState.add(listener)
      return () => onState.delete(listener)
    },
    /** Somebody else acts on this page from now on: opens anew, as them. */
    restart(): void {
      const topics = [...watches]
      watches.clear()
      rest()
      failures = neverOpened = 0
      for (const [topic, watch] of topics) watches.set(topic, watch)
      connect()
    },
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined
export type LiveConnection = ReturnType<typeof liveConnection>

let shared: LiveConnection | undefined

/** The page's one connection. */
export function pageConnection(): LiveConnection {
  shared ??= liveConnection()
  return shared
}
