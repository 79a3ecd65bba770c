import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'

// A shopper may open one, or a deadline pass, at any moment.
const lookMs = 20_000

export const claimsQuery = (state: 'open' | 'decided') =>
  infiniteQueryOptions({
    queryKey: ['claims', state],
    queryFn: ({ signal, pageParam }) =>
      call('GET /claims', { state, limit: state === 'open' ? 100 : 20, cursor: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: state === 'open' ? lookMs : false,
  })

export const claimQuery = (id: string) =>
  queryOptions({
    queryKey: ['claim', id],
    queryFn: ({ signal }) => call('GET /claims/:id', { id }, { signal }),
    refetchInterval: lookMs,
  })
