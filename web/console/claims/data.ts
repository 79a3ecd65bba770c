import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'

const lookMs = 30_000

const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor,
}

export type ClaimTab = 'review' | 'appealed' | 'seller_due' | 'decided'

export const claimsQuery = (state: ClaimTab) =>
  infiniteQueryOptions({
    queryKey: ['claims', state],
    queryFn: ({ signal, pageParam }) =>
      call('GET /claims', { state, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
    refetchInterval: lookMs,
  })

export const claimQuery = (id: string) =>
  queryOptions({ queryKey: ['claim', id], queryFn: ({ signal }) => call('GET /claims/:id', { id }, { signal }) })

export const orderClaimsQuery = (order: string) =>
  queryOptions({
    queryKey: ['claims', 'order', order],
    queryFn: async ({ signal }) => (await call('GET /claims', { order, state: 'all', limit: 50 }, { signal })).data,
  })

export const sellerClaimsQuery = (seller: string) =>
  infiniteQueryOptions({
    queryKey: ['claims', 'seller', seller],
    queryFn: ({ signal, pageParam }) =>
      call('GET /claims', { seller, state: 'all', limit: 10, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })

/** Debits that sellers ask back: those that wait for somebody, the soonest deadline first. */
export const recoursesQuery = infiniteQueryOptions({
  queryKey: ['recourses', 'open'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /recourses', { state: 'open', limit: 50, cursor: pageParam ?? undefined }, { signal }),
  ...pages,
  refetchInterval: lookMs,
})

export const recourseQuery = (id: string) =>
  queryOptions({ queryKey: ['recourse', id], queryFn: ({ signal }) => call('GET /recourses/:id', { id }, { signal }) })

export const sellerRecoursesQuery = (seller: string) =>
  infiniteQueryOptions({
    queryKey: ['recourses', 'seller', seller],
    queryFn: ({ signal, pageParam }) =>
      call('GET /recourses', { seller, state: 'all', limit: 10, cursor: pageParam ?? undefined }, { signal }),
    ...pages,
  })
