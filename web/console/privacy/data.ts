import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Output } from '../../kit/call.ts'

export type Kept = Output<'GET /retention'>['data'][number]
export type Erasure = Output<'GET /erasures'>['data'][number]

/** How long what is kept. */
export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => call('GET /retention', {}, { signal }),
})

/** What would go if something were kept for so many days. */
export const dryRunQuery = (rule: string, days: number) =>
  queryOptions({
    queryKey: ['retention', rule, days],
    queryFn: ({ signal }) => call('GET /retention/:rule/dry-run', { rule, days }, { signal }),
    staleTime: 10_000,
  })

/** Accounts that are to be deleted, or were. */
export const erasuresQuery = infiniteQueryOptions({
  queryKey: ['erasures'],
  queryFn: ({ signal, pageParam }) => call('GET /erasures', { limit: 20, cursor: pageParam ?? undefined }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
})
