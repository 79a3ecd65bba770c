import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import type { Actor } from '../auth/actor.ts'
import type { Occurrence } from '../events/event.ts'
import { listEvents, versionOf } from '../events/list-events.ts'
import { read } from '../transact.ts'
import type { LiveNews, Signal } from './hub.ts'
import { parseMessage, type SaidSignal } from './parse-message.ts'
import { saySignal } from './say-signal.ts'
import type { Switchboard } from './switchboard.ts'
import { topicNamed, type Topic } from './topic.ts'

/** Where a client's frames go: a socket, or the answer of a long poll. */
export interface Line {
  send(frame: object): void
  /** Ends the connection with a code and reason of the WebSocket protocol. */
  close(code: number, reason: string): void
}

interface Watch {
  readonly id: string
  readonly topic: Topic
  /** The version that this client has been told. */
  version: number
  /** Whether it is known that this client may watch. */
  isOpen: boolean
  /** One look into the database at a time; a hint that arrives meanwhile leads to another look. */
  isLooking: boolean
  lookAgain: boolean
  /** Before anything else is told, it is asked again whether this client may watch. */
  askAgain: boolean
  /** What is being told, where that takes a moment; the next fact waits for it. */
  tail?: Promise<void>
}

/**
 * One client's connection. It hears `{ topic, version, … }` for each fact on the topics it watches, in order of version and
 * without gaps; `{ topic, version, reset: true }` says that it missed too much and should load anew; `{ topic, signal, by, at }`
 * is what somebody else says for a moment; `{ topic, error }` that it may not, or no longer, watch.
 */
export class Watcher {
  readonly #app: App
  readonly #actor: Actor
  readonly #board: Switchboard
  readonly #line: Line
  readonly #watches = new Map<string, Watch>()
  #minute = 0
  #messages = 0
  #signals = 0

  constructor(app: App, actor: Actor, board: Switchboard, line: Line) {
    this.#app = app
    this.#actor = actor
    this.#board = board
    this.#line = line
  }

  /** Takes one message of the client. */
  async receive(text: string): Promise<void> {
    const message = parseMessage(text)
    this.#count()
    if (!message || ++this.#messages > limits.live.messagesPerMinute)
      return this.#line.close(1008, 'messages should be { type, topic, after } and few')
    if (message.type === 'ping') return this.#line.send({ pong: true })
    if (message.type === 'unwatch') return this.#drop(message.topic)
    try {
      if (message.type === 'signal') await this.#signal(message)
      else await this.watch(message.topic, message.after)
    } catch (error) {
      this.#app.log.warn({ err: error, topic: message.topic }, 'a topic could not be watched')
      if (message.type === 'watch')
        this.#refuse(message.topic, 'internal', 'try_again', 'Please try again in a moment.')
    }
  }

  /** Begins to watch a topic and tells what came after a version; without one, from now on. */
  async watch(name: string, after: number | undefined): Promise<void> {
    const named = topicNamed(this.#app.registry.topics, name)
    if (this.#watches.size >= limits.live.topicsPerSocket)
      return this.#refuse(name, 'rate_limited', 'too_many_topics', 'This socket watches enough.')
    if (!named) return this.#refuse(name)
    const { topic, id } = named
    // Known to the switchboard before anything is asked, so that a right that ends meanwhile is not missed.
    const watch: Watch = {
      id,
      topic,
      version: after ?? 0,
      isOpen: false,
      isLooking: true,
      lookAgain: false,
      askAgain: false,
    }
    this.#watches.set(name, watch)
    this.#board.add(name, this)
    try {
      const reader = read(this.#app, this.#actor)
      const may = await topic.mayWatch(reader, id)
      if (may && after === undefined) watch.version = await versionOf(reader, name)
      if (this.#watches.get(name) !== watch) return
      if (!may) {
        this.#drop(name)
        return this.#refuse(name)
      }
    } catch (error) {
      this.#drop(name)
      throw error
    }
    watch.isOpen = true
    watch.isLooking = false
    this.#line.send({ topic: name, watching: true, version: watch.version })
    await this.#look(name, watch)
  }

  /** Passes on what a commit brought to one topic of this client. */
  hear(name: string, version: number, news: LiveNews): void {
    const watch = this.#watches.get(name)
    if (!watch || version <= watch.version) return
    const facts = (news.occurrences ?? []).filter((fact) => fact.topic === name && fact.version > watch.version)
    const isNext = facts[0]?.version === watch.version + 1 && !watch.isLooking && !watch.askAgain
    if (!isNext) void this.#look(name, watch)
    else for (const fact of facts) this.#tell(name, watch, fact.version, fact.occurrence)
  }

  /** Passes on what somebody else says for a moment. */
  hearSignal(signal: Signal): void {
    const watch = this.#watches.get(signal.topic)
    if (watch?.isOpen && !watch.askAgain) this.#line.send(signal)
  }

  /** The right to watch this topic may have ended. */
  askAgain(name: string): void {
    const watch = this.#watches.get(name)
    if (!watch) return
    watch.askAgain = true
    void this.#look(name, watch)
  }

  /** Looks at every topic, after announcements may have been missed. */
  catchUp(): void {
    for (const [name, watch] of this.#watches) {
      watch.askAgain ||= watch.topic.mayRevoke !== undefined
      void this.#look(name, watch)
    }
  }

  close(): void {
    for (const name of this.#watches.keys()) this.#board.remove(name, this)
    this.#watches.clear()
  }

  async #signal({ topic: name, ...what }: SaidSignal): Promise<void> {
    const watch = this.#watches.get(name)
    // Lost like any other: what is true for a moment is not worth an error.
    if (!watch?.isOpen || !watch.topic.maySignal || watch.askAgain || ++this.#signals > limits.live.signalsPerMinute)
      return
    await saySignal(this.#app, this.#actor, watch.topic, { id: watch.id, ...what }, this)
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
        if (!(await this.#stillMay(name, watch))) return
        await this.#replay(name, watch)
      } while (watch.lookAgain || watch.askAgain)
    } catch (error) {
      // The database is away: when it is back, the listener's catch-up leads here again.
      this.#app.log.debug({ err: error, topic: name }, 'a topic could not be read')
    } finally {
      watch.isLooking = false
    }
  }

  async #stillMay(name: string, watch: Watch): Promise<boolean> {
    if (!watch.askAgain) return true
    if (await watch.topic.mayWatch(read(this.#app, this.#actor), watch.id)) {
      watch.askAgain = false
      return true
    }
    if (this.#watches.get(name) === watch) {
      this.#drop(name)
      this.#refuse(name)
    }
    return false
  }

  async #replay(name: string, watch: Watch): Promise<void> {
    const reader = read(this.#app, this.#actor)
    const facts = await listEvents(reader, name, { after: watch.version, limit: limits.live.replay + 1 })
    // Asked again meanwhile: the answer comes first.
    if (watch.askAgain) return
    if (facts.length <= limits.live.replay) {
      for (const fact of facts) this.#tell(name, watch, fact.version, fact.occurrence)
      return
    }
    watch.version = await versionOf(reader, name)
    this.#line.send({ topic: name, version: watch.version, reset: true })
  }

  #tell(name: string, watch: Watch, version: number, occurrence: Occurrence<unknown>): void {
    if (version <= watch.version || this.#watches.get(name) !== watch) return
    watch.version = version
    const data = watch.topic.share?.(read(this.#app, this.#actor), occurrence)
    // What kind of fact it is may say more than a shopper or seller should know; staff see it.
    const more =
      this.#actor.kind === 'staff' ? { name: occurrence.name, at: occurrence.at, about: occurrence.about } : {}
    const send = (shared: unknown) => {
      if (this.#watches.get(name) === watch)
        this.#line.send({ topic: name, version, ...more, ...(shared === undefined ? {} : { data: shared }) })
    }
    if (!watch.tail && !(data instanceof Promise)) return send(data)
    const told = (watch.tail ?? Promise.resolve())
      .then(() => data)
      // Without its content the version alone leads the client to look for itself.
      .catch(() => undefined)
      .then(send)
      .finally(() => {
        if (watch.tail === told) watch.tail = undefined
      })
    watch.tail = told
  }

  #drop(name: string): void {
    this.#watches.delete(name)
    this.#board.remove(name, this)
  }

  #refuse(topic: string, type = 'not_found', code = 'not_found', message = 'There is no such topic.'): void {
    this.#line.send({ topic, error: { type, code, message } })
  }

  #count(): void {
    const minute = Math.floor(Date.now() / 60_000)
    if (this.#minute === minute) return
    this.#minute = minute
    this.#messages = 0
    this.#signals = 0
  }
}
