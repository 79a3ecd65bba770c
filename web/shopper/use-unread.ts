import type { Me } from '#contract/customers'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { onConversationRead } from '../kit/chat/reads.ts'
import { openTabs } from '../kit/chat/tabs.ts'
import { pageConnection } from '../kit/live-connection.ts'
import { conversationsQuery, unreadQuery } from './data.ts'

/** Under what this browser keeps things of somebody: a guest's order is apart from their account. */
export function ownerOf(me: Me): string {
  return me.orderId ? `${me.id}.${me.orderId}` : me.id
}

/** How many messages wait to be read, true within moments of each being written, or read in whichever tab. */
export function useUnread(owner: string | null): number {
  const queries = useQueryClient()
  const { data } = useQuery({ ...unreadQuery, enabled: owner !== null })
  const topics = data?.data.map(({ id, version }) => `${id}@${version}`).join(' ') ?? ''
  useEffect(() => {
    if (owner === null) return
    const tabs = openTabs(owner)
    const again = () => void queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
    const none = (id: string) =>
      queries.setQueryData(
        unreadQuery.queryKey,
        (before) =>
          before && { ...before, data: before.data.map((one) => (one.id === id ? { ...one, unread: 0 } : one)) },
      )
    const stops = [
      onConversationRead(none),
      tabs.close,
      tabs.onNews((news) => news.what === 'read' && none(news.conversationId)),
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
  }, [owner, topics, queries])
  return data?.data.reduce((sum, { unread }) => sum + unread, 0) ?? 0
}
