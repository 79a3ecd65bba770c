import type { WebSocket } from 'ws'
import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import type { Actor } from '../auth/actor.ts'
import type { Occurrence } from '../events/event.ts'
import { listEvents, versionOf } from '../events/list-events.ts'
import { read } from '../transact.ts'
import type { LiveNews } from './hub.ts'
import type { Topic } from './topic.ts'

interface Watch {
  readonly id: string
  readonly topic: Topic
  /** The version that this client has been told. */
  version: number
  /** One look into the database at a time; a hint that arrives meanwhile leads to another look. */
  isLooking: boolean
  lookAgain: boolean
}

/**
 * One client's socket. It hears `{ topic, version, … }` for each fact on the topics it watches, in order of version and
 * without gaps; `{ topic, version, reset: true }` says that it missed too much and should load anew.
 */
export class Watcher {
  readonly #app: App
  readonly #actor: Actor
  readonly #socket: WebSocket
  readonly #watches = new Map<string, Watch>()
  #isAlive = true
  #messages = { minute: 0, count: 0 }

  constructor(app: App, actor: Actor, socket: WebSocket) {
    this.#app = app
    this.#actor = actor
    this.#socket = socket
    socket.on('message', (data) => void this.#receive(String(data)))
    socket.on('pong', () => (this.#isAlive = true))
    socket.on('error', () => socket.terminate())
  }

  /** Passes on what a commit brought to the topics of this client. */
  hear(news: LiveNews): void {
    if (this.#watches.size === 0) return
    for (const [name, version] of news.topics) {
      const watch = this.#watches.get(name)
      if (!watch || version <= watch.version) continue
      const facts = (news.occurrences ?? []).filter((fact) => fact.topic === name && fact.version > watch.version)
      const isNext = facts[0]?.version === watch.version + 1 && !watch.isLooking
      if (!isNext) void this.#look(name, watch)
      else for (const fact of facts) this.#tell(name, watch, fact.version, fact.occurrence)
    }
  }

  /** Looks at every topic, after announcements may have been missed. */
  catchUp(): void {
    for (const [name, watch] of this.#watches) void this.#look(name, watch)
  }

  /** Drops a client that has not answered since the last beat. */
  beat(): void {
    if (!this.#isAlive) return this.#socket.terminate()
    this.#isAlive = false
    this.#socket.ping()
  }

  close(): void {
    this.#watches.clear()
  }

  async #receive(text: string): Promise<void> {
    const message = parse(text)
    if (!message || this.#isTooFast())
      return this.#socket.close(1008, 'messages should be { type, topic, after } and few')
    if (message.type === 'unwatch') return void this.#watches.delete(message.topic)
    try {
      await this.#watch(message.topic, message.after)
    } catch (error) {
      this.#app.log.warn({ err: error, topic: message.topic }, 'a topic could not be watched')
      this.#send({
        topic: message.topic,
        error: { type: 'internal', code: 'try_again', message: 'Please try again in a moment.' },
      })
    }
  }

  async #watch(name: string, after: number | undefined): Promise<void> {
    const colon = name.indexOf(':')
    const id = name.slice(colon + 1)
    const topic = this.#app.registry.topics.get(name.slice(0, colon))
    const isFull = this.#watches.size >= limits.live.topicsPerSocket
    const reader = read(this.#app, this.#actor)
    if (!topic || isFull || !(await topic.mayWatch(reader, id))) {
      const [type, code, message] = isFull
        ? ['rate_limited', 'too_many_topics', 'This socket watches enough.']
        : ['not_found', 'not_found', 'There is no such topic.']
      return this.#send({ topic: name, error: { type, code, message } })
    }
    const version = after ?? (await versionOf(reader, name))
    const watch: Watch = { id, topic, version, isLooking: false, lookAgain: false }
    this.#watches.set(name, watch)
    this.#send({ topic: name, watching: true, version })
    await this.#look(name, watch)
  }

  async #look(name: string, watch: Watch): Promise<void> {
    if (watch.isLooking) {
      watch.lookAgain = true
      return
    }
    watch.isLooking = true
    try {
      do {
        watch.lookAgain = false
        await this.#replay(name, watch)
      } while (watch.lookAgain)
    } catch (error) {
      // The database is away: when it is back, the listener's catch-up leads here again.
      this.#app.log.debug({ err: error, topic: name }, 'a topic could not be read')
    } finally {
      watch.isLooking = false
    }
  }

  async #replay(name: string, watch: Watch): Promise<void> {
    const reader = read(this.#app, this.#actor)
    const facts = await listEvents(reader, name, { after: watch.version, limit: limits.live.replay + 1 })
    if (facts.length <= limits.live.replay) {
      for (const fact of facts) this.#tell(name, watch, fact.version, fact.occurrence)
      return
    }
    watch.version = await versionOf(reader, name)
    this.#send({ topic: name, version: watch.version, reset: true })
  }

  #tell(name: string, watch: Watch, version: number, occurrence: Occurrence<unknown>): void {
    if (version <= watch.version || this.#watches.get(name) !== watch) return
    watch.version = version
    const data = watch.topic.share?.(read(this.#app, this.#actor), occurrence)
    // What kind of fact it is may say more than a shopper or seller should know; staff see it.
    const more =
      this.#actor.kind === 'staff' ? { name: occurrence.name, at: occurrence.at, about: occurrence.about } : {}
    this.#send({ topic: name, version, ...more, ...(data === undefined ? {} : { data }) })
  }

  #send(message: object): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    // A reader this slow would fill our memory; it comes back with the version it holds and gets the rest.
    if (this.#socket.bufferedAmount > limits.live.backlogBytes) return this.#socket.terminate()
    this.#socket.send(JSON.stringify(message))
  }

  #isTooFast(): boolean {
    const minute = Math.floor(Date.now() / 60_000)
    if (this.#messages.minute !== minute) this.#messages = { minute, count: 0 }
    return ++this.#messages.count > limits.live.messagesPerMinute
  }
}

function parse(text: string): { type: 'watch' | 'unwatch'; topic: string; after: number | undefined } | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { type = 'watch', topic, after } = (value ?? {}) as { type?: unknown; topic?: unknown; after?: unknown }
  const isVersion = after === undefined || (Number.isSafeInteger(after) && Number(after) >= 0)
  if (
    (type !== 'watch' && type !== 'unwatch') ||
    typeof topic !== 'string' ||
    !/^[\w-]{1,40}:[\w:.-]{1,200}$/.test(topic) ||
    !isVersion
  )
    return undefined
  return { type, topic, after: after === undefined ? undefined : Number(after) }
}
