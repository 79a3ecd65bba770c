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

/** The signed-in person; null for nobody. */
export const staffMeQuery = queryOptions({
  queryKey: ['staff', 'me'],
  queryFn: async ({ signal }) => {
    try {
      return await call('GET /staff/me', {}, { signal })
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

export type ReviewState = 'open' | 'decided' | 'silent' | 'withdrawn'
export type ApprovalState = 'pending' | 'approved' | 'declined' | 'expired'

export const reviewsQuery = (state: ReviewState) =>
  infiniteQueryOptions({
    queryKey: ['reviews', state],
    queryFn: ({ signal, pageParam }) =>
      call('GET /reviews', { state, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
    refetchInterval: 30_000,
  })

export const approvalsQuery = (state: ApprovalState) =>
  infiniteQueryOptions({
    queryKey: ['approvals', state],
    queryFn: ({ signal, pageParam }) =>
      call('GET /approvals', { state, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
    refetchInterval: 30_000,
  })

export const reviewQuery = (id: string) =>
  queryOptions({ queryKey: ['review', id], queryFn: ({ signal }) => call('GET /reviews/:id', { id }, { signal }) })

export const approvalQuery = (id: string) =>
  queryOptions({ queryKey: ['approval', id], queryFn: ({ signal }) => call('GET /approvals/:id', { id }, { signal }) })

export type ReturnQueue = 'needs_review' | 'to_inspect' | 'exceptions' | 'overdue' | 'all'

export const returnsQuery = (queue: ReturnQueue) =>
  infiniteQueryOptions({
    queryKey: ['returns', queue],
    queryFn: ({ signal, pageParam }) =>
      call('GET /returns', { queue, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
    refetchInterval: 30_000,
  })

export const returnQuery = (id: string) =>
  queryOptions({ queryKey: ['return', id], queryFn: ({ signal }) => call('GET /returns/:id', { id }, { signal }) })

export const orderStoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id, 'story'],
    queryFn: ({ signal }) => call('GET /orders/:id/story', { id }, { signal }),
  })

export const customerStoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'story'],
    queryFn: ({ signal }) => call('GET /customers/:id/story', { id }, { signal }),
  })

/** What a shopper's own account holds; with the conversation, whether a sign-in of theirs stands behind it. */
export const accountQuery = (id: string, conversation?: string) =>
  queryOptions({
    queryKey: ['customer', id, 'account', conversation ?? null],
    queryFn: ({ signal }) => call('GET /customers/:id/account', { id, conversation }, { signal }),
  })

/** Whom a shopper was made one with by hand. */
export const mergesQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'merges'],
    queryFn: ({ signal }) => call('GET /customers/:id/merges', { id }, { signal }),
  })

/** What would come together. Asked anew each time, as it decides. */
export const mergePreviewQuery = (id: string, into: string) =>
  queryOptions({
    queryKey: ['customer', id, 'merges', into],
    queryFn: ({ signal }) => call('GET /customers/:id/merges/preview', { id, into }, { signal }),
    staleTime: 0,
    meta: { isPreview: true },
  })

export const trustQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id, 'trust'],
    queryFn: ({ signal }) => call('GET /customers/:id/trust', { id }, { signal }),
  })

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => call('GET /search', { q }, { signal }),
    enabled: q.trim().length >= 2,
    staleTime: 5_000,
  })

export const recentOrdersQuery = queryOptions({
  queryKey: ['orders', 'recent'],
  queryFn: ({ signal }) => call('GET /orders', { limit: 20 }, { signal }),
})

export const findingsQuery = (open: 'true' | 'false') =>
  infiniteQueryOptions({
    queryKey: ['findings', open],
    queryFn: ({ signal, pageParam }) =>
      call('GET /findings', { open, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

export const peopleQuery = infiniteQueryOptions({
  queryKey: ['staff', 'people'],
  queryFn: ({ signal, pageParam }) => call('GET /staff', { limit: 100, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
})

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal, pageParam }) => call('GET /imports', { limit: 20, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
  refetchInterval: (query) =>
    query.state.data?.pages.some((page) => page.data.some((one) => one.state === 'running')) ? 2_000 : false,
})

export const apiKeysQuery = infiniteQueryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal, pageParam }) => call('GET /api-keys', { limit: 50, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
})

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => call('GET /policy', {}, { signal }),
})

export const policyVersionsQuery = queryOptions({
  queryKey: ['policy', 'versions'],
  queryFn: ({ signal }) => call('GET /policy/versions', {}, { signal }),
})
