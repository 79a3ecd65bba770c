import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Input, type Output } from '../../kit/call.ts'

export type Payments = Output<'GET /me/payments/:order'>
export type Summary = Output<'GET /me/payments'>['data'][number]
export type Found = Output<'GET /me/charges/search'>
export type Match = Found['data'][number]
export type Asked = Input<'GET /me/charges/search'>

export const paymentsQuery = infiniteQueryOptions({
  queryKey: ['payments'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /me/payments', { limit: 20, cursor: pageParam ?? undefined }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
})

export const orderPaymentsQuery = (order: string) =>
  queryOptions({
    queryKey: ['payments', order],
    queryFn: ({ signal }) => call('GET /me/payments/:order', { order }, { signal }),
  })

export const chargeSearchQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['charge-search', asked],
    queryFn: ({ signal }) => call('GET /me/charges/search', asked, { signal }),
    retry: false,
    meta: { isPreview: true },
  })
