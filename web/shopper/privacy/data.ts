import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Output } from '../../kit/call.ts'

export type Deletion = Output<'GET /me/deletion'>

/** Where the deletion of my account stands, and what it would mean. */
export const deletionQuery = queryOptions({
  queryKey: ['me', 'deletion'],
  queryFn: ({ signal }) => call('GET /me/deletion', {}, { signal }),
})

/** What I agreed to and took back, newest first. */
export const consentsQuery = infiniteQueryOptions({
  queryKey: ['me', 'consents'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /me/consents', { limit: 10, cursor: pageParam ?? undefined }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
})
