import type { Conversation, Message } from '#contract/conversations'
import type { StoredFile } from '#contract/files'
import { call, CallError } from '../call.ts'
import type { Connection, Frame } from '../live-connection.ts'
import { createStore, type Store } from '../store.ts'
import type { Chat } from './chat.ts'
import { openDraft } from './draft.ts'
import { isOwn, lastPositionOf, withMessages } from './order-messages.ts'
import type { Outgoing } from './outbox.ts'
import { playTone } from './play-tone.ts'
import { tellRead } from './reads.ts'

/** One conversation as a screen shows it. */
export interface ThreadState {
  /** `gone`: it is not there for whoever looks, or not any longer. */
  phase: 'loading' | 'ready' | 'gone' | 'failed'
  conversation: Conversation | null
  /** What the server has, each once, in its order. */
  messages: Message[]
  /** What is written and not taken yet, in the order it was written. */
  outgoing: Outgoing[]
  hasEarlier: boolean
  isLoadingEarlier: boolean
  /** Who of the other side writes just now. */
  typing: { name: string } | null
  draft: string
  connection: Connection
  /** What was written last went into another conversation, because this one could no longer be taken up. */
  movedTo: { id: string; reference: string } | null
}

export interface Thread {
  readonly store: Store<ThreadState>
  send(text: string, files: StoredFile[]): void
  write(text: string): void
  /** Everything that is on the screen has been seen. */
  seen(): void
  loadEarlier(): Promise<void>
  refresh(): Promise<void>
  takeBack(clientId: string): void
  close(): void
}

const pageSize = 50
/** A typing mark without news is over. */
export const typingMs = 15_000
const typingAgainMs = 4_000
const typingPauseMs = 6_000
const settleMs = 150

/** Opens a conversation: its messages, what is being written, and everything that happens in it from then on. */
export function openThread(chat: Chat, id: string): Thread {
  const { live, outbox, tabs, side } = chat
  const topic = `conversation:${id}`
  const store = createStore<ThreadState>({
    phase: 'loading',
    conversation: null,
    messages: [],
    outgoing: outbox.waiting(id),
    hasEarlier: false,
    isLoadingEarlier: false,
    typing: null,
    draft: '',
    connection: live.state(),
    movedTo: null,
  })
  const draft = openDraft(id, { ...chat, onChange: () => store.set({ draft: draft.text() }) })
  store.set({ draft: draft.text() })
  const timers: Record<string, ReturnType<typeof setTimeout> | undefined> = {}
  const stops: (() => void)[] = []
  let isClosed = false
  let seenPosition = 0
  let typedAt = 0

  async function load(): Promise<void> {
    try {
      const [conversation, page] = await Promise.all([
        call('GET /conversations/:id', { id }),
        call('GET /conversations/:id/messages', { id, limit: pageSize }),
      ])
      if (isClosed) return
      store.set({
        phase: 'ready',
        conversation,
        messages: withMessages(store.get().messages, page.data),
        hasEarlier: page.hasEarlier,
      })
      stops.push(live.watch(topic, page.version, hear))
      void outbox.flush(id)
      void draft.load()
    } catch (error) {
      if (isClosed) return
      const isGone = error instanceof CallError && (error.status === 404 || error.status === 403)
      store.set({ phase: isGone ? 'gone' : 'failed' })
      if (!isGone) timers.load = setTimeout(() => void load(), 3_000)
    }
  }

  function hear(frame: Frame) {
    if (frame.error) return store.set({ phase: 'gone', typing: null })
    if (frame.signal) return hearSignal(frame)
    const data = (frame.data ?? {}) as { message?: Message; retracted?: { messageId: string }; moved?: true }
    if (data.moved) return soon('refresh', readAnew)
    if (frame.reset || !(data.message || data.retracted)) return soon('refresh', refresh)
    if (data.retracted) {
      const { messageId } = data.retracted
      store.set({
        messages: store
          .get()
          .messages.map((one) => (one.id === messageId ? { ...one, retracted: true, text: '' } : one)),
      })
      return
    }
    if (data.message) arrive(data.message)
  }

  function arrive(message: Message) {
    const { messages, outgoing } = store.get()
    const isNew = !messages.some((one) => one.id === message.id)
    store.set({
      messages: withMessages(messages, [message]),
      outgoing: outgoing.filter((one) => one.clientId !== message.clientId),
    })
    const isFromOther = !isOwn(message, side)
    if (isFromOther) endTyping()
    if (isNew && isFromOther && message.kind === 'message') void sound(message.id)
    // Who answers, what may be done, and what is unread go with it.
    if (isNew) soon('conversation', refreshConversation)
  }

  async function sound(messageId: string) {
    if (await tabs.claim(`sound.${messageId}`)) playTone()
  }

  function hearSignal({ signal, by, kind }: Frame) {
    if (!by || isOwn({ author: { kind: by.kind as 'staff', id: by.id, name: by.name } }, side)) return
    if (signal === 'seen') return soon('conversation', refreshConversation)
    if (kind === 'note') return
    if (signal === 'stopped') return endTyping()
    if (signal !== 'typing') return
    store.set({ typing: { name: by.name } })
    clearTimeout(timers.typing)
    timers.typing = setTimeout(endTyping, typingMs)
  }

  function endTyping() {
    clearTimeout(timers.typing)
    if (store.get().typing) store.set({ typing: null })
  }

  function soon(name: string, run: () => Promise<void>) {
    clearTimeout(timers[name])
    timers[name] = setTimeout(() => void run(), settleMs)
  }

  async function refreshConversation(): Promise<void> {
    const conversation = await call('GET /conversations/:id', { id }).catch((error: unknown) => {
      if (error instanceof CallError && error.status === 404) store.set({ phase: 'gone' })
    })
    if (conversation && !isClosed) store.set({ conversation })
  }

  /** Asks for everything behind the last message that is here; what is here already comes again and changes nothing. */
  async function refresh(): Promise<void> {
    await refreshConversation()
    for (let more = true; more && !isClosed; ) {
      const last = store.get().messages.at(-1)
      const page = await call('GET /conversations/:id/messages', {
        id,
        limit: 200,
        ...(last ? { afterMessage: last.id } : {}),
      }).catch((error: unknown) => (error instanceof CallError && error.status === 404 ? 'moved' : undefined))
      // The last one here stands elsewhere now.
      if (page === 'moved') return soon('refresh', readAnew)
      if (!page) return soon('refresh', refresh)
      for (const message of page.data) arrive(message)
      more = last !== undefined && page.data.length === 200
    }
  }

  /** Messages were moved: what is here is what the server has, and nothing else. */
  async function readAnew(): Promise<void> {
    await refreshConversation()
    if (isClosed || store.get().phase === 'gone') return
    const page = await call('GET /conversations/:id/messages', { id, limit: pageSize }).catch(() => undefined)
    if (isClosed) return
    if (!page) return soon('refresh', readAnew)
    store.set({ messages: withMessages([], page.data), hasEarlier: page.hasEarlier })
  }

  async function loadEarlier(): Promise<void> {
    const { messages, isLoadingEarlier, hasEarlier } = store.get()
    const first = messages[0]
    if (isLoadingEarlier || !hasEarlier || !first) return
    store.set({ isLoadingEarlier: true })
    const page = await call('GET /conversations/:id/messages', {
      id,
      limit: pageSize,
      beforeMessage: first.id,
    }).catch(() => undefined)
    if (isClosed) return
    store.set({
      isLoadingEarlier: false,
      ...(page ? { messages: withMessages(store.get().messages, page.data), hasEarlier: page.hasEarlier } : {}),
    })
  }

  /** What the other tab or the server says was read: the badge goes, here too. */
  function showRead() {
    const { conversation } = store.get()
    if (conversation && conversation.unread > 0) store.set({ conversation: { ...conversation, unread: 0 } })
  }

  function seen() {
    const { messages, conversation } = store.get()
    if (!conversation || document.visibilityState === 'hidden') return
    const position = lastPositionOf(messages, id)
    if (position <= seenPosition) return
    seenPosition = position
    clearTimeout(timers.seen)
    timers.seen = setTimeout(() => {
      void call('POST /conversations/:id/read', { id, position }).then(
        () => {
          tabs.tell({ what: 'read', conversationId: id, position })
          tellRead(id)
          live.signal(topic, 'seen')
          showRead()
        },
        () => {
          seenPosition = 0
        },
      )
    }, settleMs)
  }

  stops.push(
    live.onState((connection) => store.set({ connection })),
    outbox.onChange((conversationId) => {
      if (conversationId === id) showOutgoing()
    }),
    outbox.onTaken((sent, taken) => {
      if (sent.conversationId !== id) return
      if (taken.conversation.id === id || taken.message.conversationId === id) arrive(taken.message)
      else store.set({ movedTo: taken.conversation })
    }),
    tabs.onNews((news) => {
      if (news.what !== 'read' || news.conversationId !== id) return
      seenPosition = Math.max(seenPosition, news.position)
      tellRead(id)
      showRead()
    }),
  )

  function showOutgoing() {
    const { messages } = store.get()
    const taken = new Set(messages.flatMap(({ clientId }) => clientId ?? []))
    store.set({ outgoing: outbox.waiting(id).filter((one) => !taken.has(one.clientId)) })
  }

  void load()
  return {
    store,
    send(text, files) {
      draft.clear()
      typedAt = 0
      clearTimeout(timers.stopped)
      outbox.add({ conversationId: id, text, files })
    },
    write(text) {
      draft.write(text)
      if (text === '') {
        if (typedAt > 0) live.signal(topic, 'stopped')
        typedAt = 0
        return
      }
      if (Date.now() - typedAt > typingAgainMs) {
        typedAt = Date.now()
        live.signal(topic, 'typing')
      }
      clearTimeout(timers.stopped)
      timers.stopped = setTimeout(() => {
        typedAt = 0
        live.signal(topic, 'stopped')
      }, typingPauseMs)
    },
    seen,
    loadEarlier,
    refresh,
    takeBack: (clientId) => outbox.remove(clientId),
    close() {
      isClosed = true
      for (const stop of stops) stop()
      for (const timer of Object.values(timers)) clearTimeout(timer)
      draft.stop()
    },
  }
}
