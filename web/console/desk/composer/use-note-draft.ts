import { useEffect, useMemo, useRef } from 'react'
import type { Chat } from '../../../kit/chat/chat.ts'
import { type Draft, openDraft } from '../../../kit/chat/draft.ts'
import { createStore, useStore } from '../../../kit/store.ts'

/** The note that somebody has begun; the answer's draft is the thread's own. */
export function useNoteDraft(chat: Chat, conversationId: string) {
  const store = useMemo(() => createStore({ text: '' }), [])
  const draft = useRef<Draft | null>(null)
  useEffect(() => {
    const show = () => store.set({ text: opened.text() })
    const opened = openDraft(conversationId, { ...chat, kind: 'note', onChange: show })
    draft.current = opened
    show()
    void opened.load()
    return () => {
      draft.current = null
      opened.stop()
    }
  }, [chat, conversationId, store])
  return {
    text: useStore(store).text,
    write: (next: string) => draft.current?.write(next),
    clear: () => draft.current?.clear(),
  }
}
