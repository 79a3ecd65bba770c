import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'

const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor,
}

export const sellersQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['sellers', q],
    queryFn: ({ signal, pageParam }) =>
      call('GET /sellers', { q: q || undefined, limit: 30, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
    placeholderData: (before) => before,
  })

export const sellerQuery = (id: string) =>
  queryOptions({ queryKey: ['seller', id], queryFn: ({ signal }) => call('GET /sellers/:id', { id }, { signal }) })

export const sellerMembersQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['seller', id, 'members'],
    queryFn: ({ signal, pageParam }) =>
      call('GET /sellers/:id/members', { id, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const sellerDefectsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['seller', id, 'defects'],
    queryFn: ({ signal, pageParam }) =>
      call('GET /sellers/:id/defects', { id, limit: 10, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const sellerStatementQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['seller', id, 'statement'],
    queryFn: ({ signal, pageParam }) =>
      call('GET /sellers/:id/statement', { id, limit: 20, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const sellerBalanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['seller', id, 'balance'],
    queryFn: ({ signal }) => call('GET /sellers/:id/balance', { id }, { signal }),
  })

export const sellerStandingQuery = (id: string) =>
  queryOptions({
    queryKey: ['seller', id, 'standing'],
    queryFn: ({ signal }) => call('GET /sellers/:id/standing', { id }, { signal }),
  })
