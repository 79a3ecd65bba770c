import { randomUUID } from 'node:crypto'
import { standardDialect, type FakeDialect } from './dialect.ts'

/** A webhook to be sent; kept in the books until the receiver has answered 2xx. */
export interface Notice {
  id: string
  type: string
  timestamp: string
  data: unknown
}

export type NoticeEntry =
  | { is: 'notice'; notice: Notice }
  | { is: 'noticed'; id: string }
  | { is: 'webhook'; settings: NoticeSettings }

export interface NoticeSettings {
  url?: string | null
  /** `whsec_` and base64. */
  secret?: string
  /** `auto` sends at once and tries again; `held` waits for `deliver`. */
  mode?: 'auto' | 'held'
  /** How often each notice is sent; 2 plays the provider that sends everything twice. */
  repeat?: number
}

export interface Notices {
  /** Takes up entries when the books are read at the start. */
  rebuild(entry: NoticeEntry): void
  /** After the books were read: sends what was not taken before. */
  resume(): void
  announce(type: string, data: unknown): void
  configure(settings: NoticeSettings): void
  /** Sends what is waiting, once through, and answers what the receiver said. */
  deliver(options?: {
    order?: 'written' | 'reversed'
    times?: number
  }): Promise<{ id: string; status: number | null }[]>
  waiting(): Notice[]
  close(): void
}

const retrySeconds = [0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300]

export function createNotices(
  append: (entry: NoticeEntry) => void,
  flushed: () => Promise<void>,
  signNotice: FakeDialect['signNotice'] = standardDialect.signNotice,
): Notices {
  const settings = { url: null as string | null, secret: 'whsec_', mode: 'auto' as 'auto' | 'held', repeat: 1 }
  const waiting = new Map<string, Notice>()
  const timers = new Set<NodeJS.Timeout>()

  async function post(notice: Notice): Promise<number | null> {
    if (!settings.url) return null
    const signed = signNotice(settings.secret, notice, new Date())
    const headers = { 'content-type': 'application/json', ...signed.headers }
    const request = { method: 'POST', headers, body: signed.body as BodyInit, signal: AbortSignal.timeout(10_000) }
    return fetch(settings.url, request).then(
      async (response) => {
        await response.arrayBuffer()
        return response.status
      },
      () => null,
    )
  }

  async function send(notice: Notice, times: number): Promise<number | null> {
    await flushed()
    let last: number | null = null
    for (let sent = 0; sent < times; sent += 1) last = await post(notice)
    if (last !== null && last >= 200 && last < 300 && waiting.delete(notice.id))
      append({ is: 'noticed', id: notice.id })
    return last
  }

  async function sendUntilTaken(notice: Notice, attempt = 0): Promise<void> {
    if (settings.mode !== 'auto' || !settings.url || !waiting.has(notice.id)) return
    await send(notice, settings.repeat)
    const seconds = retrySeconds[attempt]
    if (!waiting.has(notice.id) || seconds === undefined) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      void sendUntilTaken(notice, attempt + 1)
    }, seconds * 1000)
    timers.add(timer)
  }

  function sendAll(): void {
    for (const notice of waiting.values()) void sendUntilTaken(notice)
  }

  return {
    rebuild(entry) {
      if (entry.is === 'notice') waiting.set(entry.notice.id, entry.notice)
      else if (entry.is === 'noticed') waiting.delete(entry.id)
      else Object.assign(settings, entry.settings)
    },
    resume: sendAll,
    announce(type, data) {
      const notice = { id: `msg_${randomUUID().replaceAll('-', '')}`, type, timestamp: new Date().toISOString(), data }
      waiting.set(notice.id, notice)
      append({ is: 'notice', notice })
      void sendUntilTaken(notice)
    },
    configure(changes) {
      Object.assign(settings, changes)
      append({ is: 'webhook', settings: changes })
      sendAll()
    },
    async deliver({ order = 'written', times = settings.repeat } = {}) {
      const notices = [...waiting.values()]
      if (order === 'reversed') notices.reverse()
      const answers = []
      for (const notice of notices) answers.push({ id: notice.id, status: await send(notice, times) })
      return answers
    },
    waiting: () => [...waiting.values()],
    close() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
