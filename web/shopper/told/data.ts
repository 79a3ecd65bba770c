import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Output } from '../../kit/call.ts'

export type Choices = Output<'GET /me/notifications'>
export type News = Output<'GET /me/inbox'>['data'][number]

/** How I am told, and how I could be. */
export const choicesQuery = queryOptions({
  queryKey: ['me', 'notifications'],
  queryFn: ({ signal }) => call('GET /me/notifications', {}, { signal }),
})

/** My news, newest first, in the language of the page. */
export const inboxQuery = (locale: string) =>
  infiniteQueryOptions({
    queryKey: ['inbox', locale],
    queryFn: ({ signal, pageParam }) =>
      call('GET /me/inbox', { limit: 20, cursor: pageParam ?? undefined, locale }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })

/** What the link at the end of a mail is about. Looking changes nothing. */
export const mailChoiceQuery = (token: string) =>
  queryOptions({
    queryKey: ['mail-choice', token],
    queryFn: ({ signal }) => call('GET /mail-choices', { token }, { signal }),
    retry: false,
  })
