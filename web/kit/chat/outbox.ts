import type { StoredFile } from '#contract/files'
import { call, CallError, type Input, type Output } from '../call.ts'
import { isWorthRepeating } from '../query.ts'
import type { Kept } from './kept.ts'
import type { Tabs } from './tabs.ts'

/** Something written that the server has not taken yet. */
export interface Outgoing {
  clientId: string
  /** A conversation, or `new` for one that begins with it. */
  conversationId: string
  /** When it was written, which is the order it goes out in. */
  at: string
  place: number
  text: string
  files: StoredFile[]
  kind?: 'message' | 'note'
  mentions?: string[]
  /** What a new conversation is about. */
  opening?: Omit<Input<'POST /conversations'>, 'text' | 'files' | 'clientId'>
  /** The server said no to it; it stays until somebody takes it back. */
  refused?: { code: string; message: string }
}

type Taken = Output<'POST /conversations/:id/messages'>

export interface Outbox {
  /** What has not been taken, oldest first. */
  waiting(conversationId: string): Outgoing[]
  add(message: Omit<Outgoing, 'clientId' | 'at' | 'place'>): Outgoing
  remove(clientId: string): void
  /** Sends everything that waits, as far as that goes now. */
  flushAll(): Promise<void>
  /** Takes over what another outbox of the same person still holds. */
  takeOver(other: Outbox): void
  all(): Outgoing[]
  /** Sends what is waiting, now. */
  flush(conversationId: string): Promise<void>
  onChange(listener: (conversationId: string) => void): () => void
  onTaken(listener: (sent: Outgoing, taken: Taken) => void): () => void
}

const firstPauseMs = 1_000
const longestPauseMs = 20_000

/**
 * Keeps what somebody wrote until the server has it. Each message has an id of its own, so that sending it again after a lost answer
 * stores it once; one goes out after the other, so that they arrive in the order they were written.
 */
export function openOutbox(owner: string, kept: Kept, tabs: Tabs): Outbox {
  const prefix = `makeright.outbox.${owner}.`
  const changed = new Set<(conversationId: string) => void>()
  const taken = new Set<(sent: Outgoing, taken: Taken) => void>()
  const busy = new Set<string>()
  const retries = new Map<string, ReturnType<typeof setTimeout>>()
  const pauses = new Map<string, number>()
  let place = 0

  const all = (): Outgoing[] =>
    kept
      .keys(prefix)
      .flatMap((key) => read(kept.get(key)))
      .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.place - other.place))
  const waiting = (conversationId: string) => all().filter((one) => one.conversationId === conversationId)
  const tell = (conversationId: string) => {
    for (const listener of changed) listener(conversationId)
  }
  const put = (message: Outgoing) => kept.set(prefix + message.clientId, JSON.stringify(message))
  const drop = (message: Outgoing) => {
    kept.set(prefix + message.clientId, null)
    tabs.tell({ what: 'outbox', conversationId: message.conversationId })
    tell(message.conversationId)
  }

  async function flush(conversationId: string): Promise<void> {
    clearTimeout(retries.get(conversationId))
    if (busy.has(conversationId)) return
    busy.add(conversationId)
    try {
      await tabs.alone(`outbox.${conversationId}`, async () => {
        for (let next = first(conversationId); next; next = first(conversationId)) if (!(await send(next))) return
      })
    } finally {
      busy.delete(conversationId)
    }
  }

  const first = (conversationId: string) => waiting(conversationId).find((one) => !one.refused)

  async function send(message: Outgoing): Promise<boolean> {
    const { conversationId } = message
    try {
      const answer = await post(message)
      pauses.delete(conversationId)
      // Before it leaves the outbox, so that it is never nowhere.
      for (const listener of taken) listener(message, answer)
      drop(message)
      return true
    } catch (error) {
      if (error instanceof CallError && !isWorthRepeating(error) && error.status !== 401) {
        put({ ...message, refused: { code: error.code, message: error.message } })
        tell(conversationId)
        return true
      }
      const pause = pauses.get(conversationId) ?? firstPauseMs
      pauses.set(conversationId, Math.min(pause * 2, longestPauseMs))
      retries.set(
        conversationId,
        setTimeout(() => void flush(conversationId), pause),
      )
      return false
    }
  }

  const again = () => {
    pauses.clear()
    for (const id of new Set(all().map((one) => one.conversationId))) void flush(id)
  }
  addEventListener('online', again)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && again())
  tabs.onNews((news) => {
    if (news.what === 'outbox') tell(news.conversationId)
  })

  return {
    waiting,
    flush,
    all,
    async flushAll() {
      await Promise.all([...new Set(all().map((one) => one.conversationId))].map(flush))
    },
    takeOver(other) {
      for (const message of other.all()) {
        put(message)
        other.remove(message.clientId)
      }
      again()
    },
    add(message) {
      const added: Outgoing = {
        ...message,
        clientId: crypto.randomUUID(),
        at: new Date().toISOString(),
        place: ++place,
      }
      put(added)
      tabs.tell({ what: 'outbox', conversationId: added.conversationId })
      tell(added.conversationId)
      void flush(added.conversationId)
      return added
    },
    remove(clientId) {
      const found = read(kept.get(prefix + clientId))[0]
      if (found) drop(found)
    },
    onChange(listener) {
      changed.add(listener)
      return () => changed.delete(listener)
    },
    onTaken(listener) {
      taken.add(listener)
      return () => taken.delete(listener)
    },
  }
}

async function post({ clientId, conversationId, text, files, kind, mentions, opening }: Outgoing): Promise<Taken> {
  const content = { clientId, text, ...(files.length > 0 ? { files: files.map(({ id }) => id) } : {}) }
  const options = { idempotencyKey: clientId }
  if (conversationId === 'new') {
    const { conversation, message } = await call('POST /conversations', { ...opening, ...content }, options)
    return { conversation: { id: conversation.id, reference: conversation.reference }, message }
  }
  return await call(
    'POST /conversations/:id/messages',
    { id: conversationId, ...content, ...(kind ? { kind } : {}), ...(mentions?.length ? { mentions } : {}) },
    options,
  )
}

function read(text: string | null): Outgoing[] {
  if (text === null) return []
  try {
    return [JSON.parse(text) as Outgoing]
  } catch {
    return []
  }
}
