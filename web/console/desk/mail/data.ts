import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../../../kit/call.ts'

/** What is known of the mails of a conversation; the desk's own events have it asked for anew. */
export const mailsQuery = (conversation: string) =>
  queryOptions({
    queryKey: ['desk', 'mails', conversation],
    queryFn: ({ signal }) => call('GET /conversations/:id/mails', { id: conversation }, { signal }),
  })

/** One mail, with a link to its page that works for a quarter of an hour. */
export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mail', id],
    queryFn: ({ signal }) => call('GET /inbound-mails/:id', { id }, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    // Before its link ends, for who reads on.
    refetchInterval: 12 * 60_000,
  })

export const quotedTextQuery = (id: string) =>
  queryOptions({
    queryKey: ['mail', id, 'quoted-text'],
    queryFn: ({ signal }) => call('GET /inbound-mails/:id/quoted-text', { id }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const putAsideQuery = (by: 'people' | 'machines') =>
  infiniteQueryOptions({
    queryKey: ['mail', 'put-aside', by],
    queryFn: ({ signal, pageParam }) =>
      call('GET /inbound-mails/put-aside', { by, limit: 30, cursor: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor,
  })

export const putAsideCountQuery = queryOptions({
  queryKey: ['mail', 'put-aside', 'count'],
  queryFn: ({ signal }) => call('GET /inbound-mails/counts', {}, { signal }),
  refetchInterval: 30_000,
})
