import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Input } from '../../kit/call.ts'

const lookMs = 15_000

export type ReportState = NonNullable<Input<'GET /safety/reports'>['state']>

export const safetyReportsQuery = (state: ReportState) =>
  infiniteQueryOptions({
    queryKey: ['safety', state],
    queryFn: ({ signal, pageParam }) =>
      call('GET /safety/reports', { state, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: lookMs,
  })

export const safetyReportQuery = (id: string) =>
  queryOptions({
    queryKey: ['safety', 'report', id],
    queryFn: ({ signal }) => call('GET /safety/reports/:id', { id }, { signal }),
  })

export const safetyStopsQuery = queryOptions({
  queryKey: ['safety', 'stops'],
  queryFn: async ({ signal }) => (await call('GET /safety/stops', {}, { signal })).data,
})

export const recallsQuery = infiniteQueryOptions({
  queryKey: ['recalls'],
  queryFn: ({ signal, pageParam }) => call('GET /recalls', { cursor: pageParam ?? undefined }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: lookMs,
})

export const recallUnitsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['recalls', id, 'notices'],
    queryFn: ({ signal, pageParam }) =>
      call('GET /recalls/:id/notices', { id, limit: 20, cursor: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })

export const productsQuery = (words: string) =>
  queryOptions({
    queryKey: ['safety', 'products', words],
    queryFn: async ({ signal }) => (await call('GET /safety/products', { text: words }, { signal })).data,
    enabled: words.length > 1,
    staleTime: 30_000,
    meta: { isPreview: true },
  })
