import { useEffect, useState } from 'react'
import { call } from '../kit/call.ts'
import type { Chat } from '../kit/chat/chat.ts'
import { onConversationRead } from '../kit/chat/reads.ts'

const againMs = 60_000
const settleMs = 200

/** How many messages wait to be read. */
export function useUnread(chat: Chat): number {
  const [unread, setUnread] = useState<Record<string, number>>({})
  useEffect(() => {
    const watched = new Map<string, () => void>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void look(), settleMs)
    }
    const look = async () => {
      clearTimeout(timer)
      const found = await call('GET /conversations', { limit: 20 }).catch(() => undefined)
      if (isOver) return
      if (found) {
        setUnread(Object.fromEntries(found.data.map((one) => [one.id, one.unread])))
        for (const { id, version } of found.data)
          if (!watched.has(id))
            watched.set(
              id,
              chat.live.watch(`conversation:${id}`, version, ({ signal }) => {
                if (!signal) soon()
              }),
            )
      }
      clearTimeout(timer)
      timer = setTimeout(() => void look(), againMs)
    }
    const read = (id: string) => setUnread((before) => ({ ...before, [id]: 0 }))
    const stops = [
      onConversationRead(read),
      chat.tabs.onNews((news) => news.what === 'read' && read(news.conversationId)),
      chat.outbox.onTaken(soon),
    ]
    void look()
    return () => {
      isOver = true
      clearTimeout(timer)
      for (const stop of [...stops, ...watched.values()]) stop()
    }
  }, [chat])
  return Object.values(unread).reduce((sum, count) => sum + count, 0)
}
