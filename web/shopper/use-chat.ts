import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Chat, openChat } from '../kit/chat/chat.ts'
import { onConversationRead } from '../kit/chat/thread.ts'
import { pageConnection } from '../kit/live-connection.ts'
import { conversationsQuery, meQuery, unreadQuery } from './data.ts'

let open: Chat | undefined

/** The chat of whoever is signed in; another person gets another one, with nothing of the one before. */
export function useChat(): Chat | null {
  const me = useQuery(meQuery).data
  if (!me) return null
  return chatOf(me.orderId ? `${me.id}.${me.orderId}` : me.id)
}

function chatOf(owner: string): Chat {
  if (open?.owner === owner) return open
  open?.close()
  open = openChat(owner, 'shopper')
  return open
}

/** How many messages wait to be read, true within moments of each being written, or read in whichever tab. */
export function useUnread(chat: Chat | null): number {
  const queries = useQueryClient()
  const { data } = useQuery({ ...unreadQuery, enabled: chat !== null })
  const topics = data?.data.map(({ id, version }) => `${id}@${version}`).join(' ') ?? ''
  useEffect(() => {
    if (!chat) return
    const again = () => void queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
    const none = (id: string) =>
      queries.setQueryData(
        unreadQuery.queryKey,
        (before) =>
          before && { ...before, data: before.data.map((one) => (one.id === id ? { ...one, unread: 0 } : one)) },
      )
    const stops = [
      onConversationRead(none),
      chat.tabs.onNews((news) => news.what === 'read' && none(news.conversationId)),
      ...topics
        .split(' ')
        .filter(Boolean)
        .map((each) => {
          const [id = '', version] = each.split('@')
          return pageConnection().watch(`conversation:${id}`, Number(version), ({ signal }) => {
            if (!signal) again()
          })
        }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [chat, topics, queries])
  return data?.data.reduce((sum, { unread }) => sum + unread, 0) ?? 0
}
