import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, type Input } from '../../kit/call.ts'

export const dayFiguresQuery = (day: string | undefined) =>
  queryOptions({
    queryKey: ['insights', 'day', day ?? 'today'],
    queryFn: ({ signal }) => call('GET /insights/daily', { day }, { signal }),
    refetchInterval: 60_000,
  })

export const samplesQuery = queryOptions({
  queryKey: ['insights', 'samples'],
  queryFn: ({ signal }) => call('GET /quality/samples', {}, { signal }),
})

export type AuditFilter = Pick<Input<'GET /audit'>, 'staff' | 'name' | 'about' | 'everything' | 'from' | 'to'>

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['insights', 'audit', filter],
    queryFn: ({ signal, pageParam }) =>
      call('GET /audit', { ...filter, limit: 50, cursor: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  })
