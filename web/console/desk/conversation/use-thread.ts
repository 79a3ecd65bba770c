import type { Conversation } from '#contract/conversations'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import { type Chat, openChat } from '../../../kit/chat/chat.ts'
import { onConversationRead } from '../../../kit/chat/reads.ts'
import { openThread, type Thread, type ThreadState } from '../../../kit/chat/thread.ts'
import { type Frame, pageConnection } from '../../../kit/live-connection.ts'
import { useStore } from '../../../kit/store.ts'

export interface OpenThread {
  chat: Chat
  thread: Thread
  state: ThreadState
}

let opened: Chat | null = null

/** The chat of the person at this desk; a page has one. */
export function deskChat(staffId: string): Chat {
  if (opened?.owner !== staffId) {
    opened?.close()
    opened = openChat(staffId, 'desk')
  }
  return opened
}

/** One conversation with everything that happens in it. Another one is another mount. */
export function useThread(staffId: string, id: string): OpenThread {
  const chat = useMemo(() => deskChat(staffId), [staffId])
  const [thread] = useState(() => reopenable(() => openThread(chat, id)))
  useEffect(() => thread.hold(), [thread])
  return { chat, thread: thread.now(), state: useStore(thread.now().store) }
}

/**
 * Keeps everything around the messages true: whose it is, its notes, its clocks, the lists. Asks only for what an event concerns,
 * so that nothing else on the screen moves.
 * @param onGone it went to a team that I am not in
 */
export function useLiveDesk(id: string, { thread, state }: OpenThread, onGone: () => void) {
  const queries = useQueryClient()
  const gone = useEffectEvent(() => {
    // It stands in no list of theirs any more either.
    void queries.invalidateQueries({ queryKey: ['desk'] })
    onGone()
  })
  const refresh = useEffectEvent(() => void thread.refresh())
  const conversation = state.conversation
  useEffect(() => {
    if (conversation) queries.setQueryData<Conversation>(['conversation', id], conversation)
  }, [queries, id, conversation])
  useEffect(() => {
    if (state.phase === 'gone') gone()
  }, [state.phase])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    // Several things in one moment are one look.
    const look = (withConversation: boolean) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (withConversation) void queries.invalidateQueries({ queryKey: ['conversation', id], exact: true })
        void queries.invalidateQueries({ queryKey: ['conversation', id, 'clocks'] })
        void queries.invalidateQueries({ queryKey: ['desk'] })
      }, 100)
    }
    const live = pageConnection()
    const stop = [
      onConversationRead((read) => read === id && look(false)),
      live.watch(`conversation:${id}`, undefined, (frame: Frame) => {
        if (!frame.signal && !frame.error) look(false)
      }),
      live.watch(`desk:${id}`, undefined, (frame: Frame) => {
        if (frame.error) return gone()
        if (frame.signal) return
        refresh()
        look(true)
      }),
    ]
    return () => {
      clearTimeout(timer)
      for (const one of stop) one()
    }
  }, [id, queries])
}

/** Opened when first shown, closed when nobody shows it any more, and opened anew where React mounts twice. */
function reopenable(open: () => Thread) {
  let thread: Thread | null = open()
  let holders = 0
  return {
    now: () => {
      thread ??= open()
      return thread
    },
    hold: () => {
      holders += 1
      return () => {
        holders -= 1
        queueMicrotask(() => {
          if (holders > 0) return
          thread?.close()
          thread = null
        })
      }
    },
  }
}
