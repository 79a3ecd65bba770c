import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { CallError, call, type Input, type Output } from '../kit/call.ts'
import { followClock } from '../kit/clock.ts'

export type OrderFilter = Pick<Input<'GET /orders'>, 'q' | 'state' | 'from' | 'to'>

export const storeQuery = queryOptions({
  queryKey: ['store'],
  queryFn: async ({ signal }) => {
    const store = await call('GET /store', {}, { signal })
    followClock(store.now)
    return store
  },
  staleTime: 60_000,
})

/** Who is signed in; null for nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    try {
      return await call('GET /me', {}, { signal })
    } catch (error) {
      if (error instanceof CallError && (error.status === 401 || error.status === 403)) return null
      throw error
    }
  },
  staleTime: 60_000,
})

/** Known troubles that hit my orders now. */
export const bannersQuery = (locale: string) =>
  queryOptions({
    queryKey: ['banners', locale],
    queryFn: async ({ signal }) => (await call('GET /banners', { locale }, { signal })).data,
    staleTime: 60_000,
  })

export const ordersQuery = (filter: OrderFilter) =>
  infiniteQueryOptions({
    queryKey: ['orders', filter],
    queryFn: ({ signal, pageParam }) =>
      call(
        'GET /orders',
        { ...filter, q: filter.q || undefined, limit: 10, cursor: pageParam ?? undefined },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })

export const orderQuery = (id: string) =>
  queryOptions({ queryKey: ['order', id], queryFn: ({ signal }) => call('GET /orders/:id', { id }, { signal }) })

export const trackingQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id, 'tracking'],
    queryFn: ({ signal }) => call('GET /orders/:id/tracking', { id }, { signal }),
  })

export const orderRefundsQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id, 'refunds'],
    queryFn: ({ signal }) => call('GET /orders/:id/refunds', { id }, { signal }),
  })

export const variantsQuery = (id: string, item: string) =>
  queryOptions({
    queryKey: ['order', id, 'variants', item],
    queryFn: ({ signal }) => call('GET /orders/:id/variants', { id, item }, { signal }),
  })

/** A change as it now stands; asked again while somebody still has to confirm it. */
export const changeQuery = (change: Output<'POST /changes'>) =>
  queryOptions({
    queryKey: ['change', change.id],
    queryFn: ({ signal }) => call('GET /changes/:id', { id: change.id ?? '' }, { signal }),
    initialData: change,
    enabled: change.id !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? 3_000 : false),
  })

export const problemQuery = (id: string) =>
  queryOptions({ queryKey: ['problem', id], queryFn: ({ signal }) => call('GET /problems/:id', { id }, { signal }) })

/** Who is with the shopper since it hurt someone; it comes a moment after it was told. */
export const safetyQuery = (id: string) =>
  queryOptions({
    queryKey: ['problem', id, 'safety'],
    queryFn: ({ signal }) => call('GET /problems/:id/safety', { id }, { signal }),
    refetchInterval: ({ state }) => (state.data?.report && state.data.report.state === 'open' ? 10_000 : false),
  })

/** The same about an order itself, where no problem could be reported. */
export const orderSafetyQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id, 'safety'],
    queryFn: ({ signal }) => call('GET /orders/:id/safety', { id }, { signal }),
    refetchInterval: ({ state }) => (state.data?.report && state.data.report.state === 'open' ? 10_000 : false),
  })

/** What was recalled of anything that I bought. */
export const recallNoticesQuery = queryOptions({
  queryKey: ['recall-notices'],
  queryFn: async ({ signal }) => (await call('GET /recall-notices', {}, { signal })).data,
  staleTime: 60_000,
})

export const recallNoticeQuery = (id: string) =>
  queryOptions({
    queryKey: ['recall-notices', id],
    queryFn: ({ signal }) => call('GET /recall-notices/:id', { id }, { signal }),
  })

export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => call('GET /me/sessions', {}, { signal }),
})

export const returnableQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id, 'returnable'],
    queryFn: ({ signal }) => call('GET /orders/:id/returnable', { id }, { signal }),
  })

/** What a return would be. Asking changes nothing, so it is asked like something that is read. */
export const returnQuoteQuery = (request: Input<'POST /returns/quote'>) =>
  queryOptions({
    queryKey: ['return-quote', request],
    queryFn: ({ signal }) => call('POST /returns/quote', request, { signal }),
    staleTime: 30_000,
    retry: false,
    meta: { isPreview: true },
  })

export const pointsQuery = (near: Input<'GET /drop-off-points'>) =>
  queryOptions({
    queryKey: ['points', near],
    queryFn: ({ signal }) => call('GET /drop-off-points', near, { signal }),
    staleTime: 60_000,
  })

export const returnQuery = (id: string) =>
  queryOptions({ queryKey: ['return', id], queryFn: ({ signal }) => call('GET /returns/:id', { id }, { signal }) })

export const returnsQuery = infiniteQueryOptions({
  queryKey: ['returns'],
  queryFn: ({ signal, pageParam }) => call('GET /returns', { limit: 20, cursor: pageParam ?? undefined }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
})

export const conversationsQuery = infiniteQueryOptions({
  queryKey: ['conversations'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /conversations', { limit: 20, cursor: pageParam ?? undefined }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
})

/** The newest conversations, for what is unread in them. */
export const unreadQuery = queryOptions({
  queryKey: ['conversations', 'unread'],
  queryFn: ({ signal }) => call('GET /conversations', { limit: 20 }, { signal }),
  staleTime: 5_000,
  refetchInterval: 60_000,
})

/** A conversation about the same thing that is still open, to go on with. */
export const openAboutQuery = (about: string) =>
  queryOptions({
    queryKey: ['conversations', 'about', about],
    queryFn: ({ signal }) => call('GET /conversations', { about, state: 'open', limit: 1 }, { signal }),
  })

/** Before asking to be called: the number on file, how long it takes now, and times. */
export const callOptionsQuery = (about: Input<'GET /call-options'>) =>
  queryOptions({
    queryKey: ['call-options', about],
    queryFn: ({ signal }) => call('GET /call-options', about, { signal }),
  })

/** Calls about an order: those that were spoken, and one that is still to come. */
export const callsOfOrderQuery = (order: string) =>
  queryOptions({
    queryKey: ['calls', order],
    queryFn: ({ signal }) => call('GET /call-requests', { order }, { signal }),
  })

/** A call that was asked for; its place is asked for again while it waits. */
export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['call', id],
    queryFn: ({ signal }) => call('GET /call-requests/:id', { id }, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? 5_000 : false),
  })
