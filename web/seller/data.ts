import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { CallError, call } from '../kit/call.ts'
import { followClock } from '../kit/clock.ts'

export const storeQuery = queryOptions({
  queryKey: ['store'],
  queryFn: async ({ signal }) => {
    const store = await call('GET /store', {}, { signal })
    followClock(store.now)
    return store
  },
  staleTime: 60_000,
})

/** Who is signed in, for which seller; null for nobody. */
export const sellerMeQuery = queryOptions({
  queryKey: ['seller', 'me'],
  queryFn: async ({ signal }) => {
    try {
      return await call('GET /seller/me', {}, { signal })
    } catch (error) {
      if (error instanceof CallError && (error.status === 401 || error.status === 403)) return null
      throw error
    }
  },
  staleTime: 60_000,
})

const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor,
}

// Somebody may write, send back or ask at any moment.
const lookMs = 20_000

export const todoQuery = queryOptions({
  queryKey: ['todo'],
  queryFn: ({ signal }) => call('GET /seller/todo', {}, { signal }),
  refetchInterval: lookMs,
})

export const standingQuery = queryOptions({
  queryKey: ['standing'],
  queryFn: ({ signal }) => call('GET /seller/standing', {}, { signal }),
})

export const ordersQuery = (search: { q?: string; from?: string; to?: string }) =>
  infiniteQueryOptions({
    queryKey: ['orders', search],
    queryFn: ({ signal, pageParam }) =>
      call('GET /seller/orders', { ...search, limit: 20, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const orderQuery = (id: string) =>
  queryOptions({ queryKey: ['order', id], queryFn: ({ signal }) => call('GET /seller/orders/:id', { id }, { signal }) })

export type ReturnList = 'here' | 'open' | 'all'

export const returnsQuery = (state: ReturnList) =>
  infiniteQueryOptions({
    queryKey: ['returns', state],
    queryFn: ({ signal, pageParam }) =>
      call('GET /seller/returns', { state, limit: 20, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const returnQuery = (id: string) =>
  queryOptions({
    queryKey: ['return', id],
    queryFn: ({ signal }) => call('GET /seller/returns/:id', { id }, { signal }),
  })

export const conversationsQuery = infiniteQueryOptions({
  queryKey: ['conversations'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /seller/conversations', { limit: 20, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
  refetchInterval: lookMs,
})

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) => call('GET /conversations/:id', { id }, { signal }),
  })

export const messagesQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id, 'messages'],
    queryFn: ({ signal }) => call('GET /conversations/:id/messages', { id, limit: 200 }, { signal }),
    refetchInterval: 5_000,
  })

export const changeQuery = (id: string) =>
  queryOptions({ queryKey: ['change', id], queryFn: ({ signal }) => call('GET /changes/:id', { id }, { signal }) })

export const membersQuery = (sellerId: string) =>
  infiniteQueryOptions({
    queryKey: ['members', sellerId],
    queryFn: ({ signal, pageParam }) =>
      call('GET /sellers/:id/members', { id: sellerId, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const keysQuery = infiniteQueryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /seller/keys', { limit: 50, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
})

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => call('GET /seller/sessions', {}, { signal }),
})

export const statementQuery = infiniteQueryOptions({
  queryKey: ['statement'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /seller/statement', { limit: 50, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
})

export const balanceQuery = queryOptions({
  queryKey: ['statement', 'balance'],
  queryFn: ({ signal }) => call('GET /seller/balance', {}, { signal }),
})
