import type { Conversation } from '#contract/conversations'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ConversationList, conversationsQuery, mentionsQuery, workQuery } from '../data.ts'
import { type Row, workRows } from './rows.ts'

export const listNames = ['work', 'mentions', 'unassigned', 'following', 'all', 'resolved'] as const

/** The rows of one list of the left pane. `work` is what needs me; teams are `team:<id>`. */
export function useList(name: string) {
  const isWork = name === 'work'
  const isMentions = name === 'mentions'
  const work = useQuery(workQuery)
  const list = useInfiniteQuery({
    ...conversationsQuery(isWork ? { view: 'mine', state: 'open' } : wanted(name)),
    enabled: !isMentions,
  })
  const mentions = useInfiniteQuery({ ...mentionsQuery, enabled: isMentions })
  const conversations = isMentions
    ? once(mentions.data?.pages.flatMap((page) => page.data.map(({ conversation }) => conversation)))
    : list.data?.pages.flatMap((page) => page.data)
  const rows: Row[] | undefined = isWork
    ? work.data && workRows(work.data.offered, conversations ?? [], work.data.lost, work.data.waiting)
    : conversations?.map((conversation) => ({ part: 'list', conversationId: conversation.id, conversation }))
  const source = isMentions ? mentions : list
  return {
    rows,
    waitingTotal: work.data?.waitingTotal ?? 0,
    error: isWork ? (work.error ?? list.error) : source.error,
    retry: () => void Promise.all([work.refetch(), source.refetch()]),
    more: source.hasNextPage ? () => void source.fetchNextPage() : undefined,
  }
}

function wanted(name: string): ConversationList {
  if (name.startsWith('team:')) return { view: 'all', team: name.slice(5), state: 'open' }
  if (name === 'resolved') return { view: 'all', state: 'resolved' }
  return { view: name as ConversationList['view'], state: name === 'all' ? undefined : 'open' }
}

function once(conversations: Conversation[] | undefined) {
  return conversations && [...new Map(conversations.map((one) => [one.id, one])).values()]
}
