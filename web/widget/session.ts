import type { WidgetSession } from '#contract/widgets'
import { call, CallError, onSignedOut } from '../kit/call.ts'
import { type Chat, openChat } from '../kit/chat/chat.ts'
import { openKept } from '../kit/chat/kept.ts'
import { pageConnection } from '../kit/live-connection.ts'
import { actByToken } from '../kit/realm.ts'
import { createStore } from '../kit/store.ts'
import type { Hello, Host } from './host.ts'

export interface SessionState {
  /** `signed-only`: this widget is for people who are signed in at the store. */
  phase: 'opening' | 'open' | 'signed-only' | 'not-here' | 'failed'
  chat: Chat | null
  who: WidgetSession['who'] | null
  store: WidgetSession['store'] | null
  order: string | null
  /** Whether anybody sees it: what is not seen is not read, and asks for nothing. */
  isOpen: boolean
  /** Whether a visitor finds their conversation again after leaving the page. */
  lasts: boolean
}

const retryMs = 4_000
const flushMs = 3_000

/**
 * Who writes here. A visitor's token is kept for the next page where the browser allows it; that of somebody signed in never is:
 * the store's page says anew who it is, and whoever comes after them on this computer finds nothing.
 */
export function openSession(widgetId: string, host: Host) {
  const kept = openKept()
  const key = `makeright.widget.token.${widgetId}`
  const store = createStore<SessionState>({
    phase: 'opening',
    chat: null,
    who: null,
    store: null,
    order: null,
    isOpen: false,
    lasts: kept.lasts,
  })
  let identity: string | null | undefined
  let held: string | null = null
  let turn = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  async function open(): Promise<void> {
    const mine = ++turn
    clearTimeout(retry)
    // A visitor's own; or that of the page view, so that it ends when somebody else signs in.
    const before = held ?? kept.get(key)
    const last = store.get()
    // What a visitor wrote goes out in their own name first, so that it is there once.
    if (last.chat && last.who?.kind === 'visitor' && identity)
      await Promise.race([last.chat.outbox.flushAll(), new Promise((resolve) => setTimeout(resolve, flushMs))])
    actByToken(null)
    try {
      const session = await begin(identity ?? null, before)
      if (mine === turn) take(session)
    } catch (error) {
      if (mine !== turn) return
      const code = error instanceof CallError ? error.code : ''
      if (code === 'signed_identity_needed') {
        leave()
        return store.set({ phase: 'signed-only', chat: null })
      }
      if (code === 'not_found' || code === 'origin_not_allowed') return store.set({ phase: 'not-here', chat: null })
      store.set({ phase: store.get().chat ? 'open' : 'failed' })
      retry = setTimeout(() => void open(), retryMs)
    }
  }

  /** An identity that does not count opens nothing of its own; where visitors may write, it is a visitor. */
  async function begin(signed: string | null, before: string | null): Promise<WidgetSession> {
    // Pages of our own need no leave.
    const page = host.origin() !== location.origin && host.origin()
    const input = { id: widgetId, page: page || undefined, ...(before ? { visitorToken: before } : {}) }
    if (signed === null) return await call('POST /widgets/:id/sessions', input)
    try {
      return await call('POST /widgets/:id/sessions', { ...input, identity: signed })
    } catch (error) {
      if (!(error instanceof CallError) || !error.code.startsWith('identity_')) throw error
      if (error.code === 'identity_expired') host.tell({ makeright: 'identity-needed' })
      const own = held && store.get().who?.kind === 'shopper' ? undefined : input.visitorToken
      return await call('POST /widgets/:id/sessions', { ...input, visitorToken: own })
    }
  }

  function take(session: WidgetSession) {
    const owner = `${widgetId}.${session.who.id}`
    const isVisitor = session.who.kind === 'visitor'
    held = session.token
    kept.set(key, isVisitor ? session.token : null)
    actByToken(session.token)
    const { chat: before, who } = store.get()
    const chat = before?.owner === owner ? before : openChat(owner, 'shopper')
    if (before && before !== chat) {
      if (who?.kind === 'visitor' && !isVisitor) goesAlong(before, chat)
      before.close()
    }
    pageConnection().restart()
    store.set({ phase: 'open', chat, who: session.who, store: session.store })
  }

  /** What was begun as a visitor goes on as whoever they turned out to be. */
  function goesAlong(from: Chat, to: Chat) {
    to.outbox.takeOver(from.outbox)
    const begun = `makeright.start.${from.owner}.`
    for (const key of from.kept.keys(begun)) {
      to.kept.set(`makeright.start.${to.owner}.${key.slice(begun.length)}`, from.kept.get(key))
      from.kept.set(key, null)
    }
  }

  function leave() {
    store.get().chat?.close()
    held = null
    kept.set(key, null)
    actByToken(null)
  }

  onSignedOut(() => {
    if (store.get().phase !== 'open') return
    if (store.get().who?.kind === 'shopper') host.tell({ makeright: 'identity-needed' })
    held = null
    void open()
  })

  return {
    store,
    /** The page says who is signed in and what it is about; a change of person changes everything here. */
    async hear(hello: Hello): Promise<void> {
      store.set({ order: hello.order, isOpen: hello.isOpen })
      if (identity !== undefined && hello.identity === identity) return
      const wasShopper = store.get().who?.kind === 'shopper'
      const isFirst = identity === undefined
      identity = hello.identity
      if (!isFirst && wasShopper && identity === null) {
        // Signed out at the store: nothing of it stays here.
        await call('DELETE /widget-session', {}).catch(() => undefined)
        leave()
        store.set({ phase: 'opening', chat: null, who: null })
      }
      await open()
    },
  }
}
