import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'

const lookMs = 15_000

export const incidentsQuery = infiniteQueryOptions({
  queryKey: ['incidents'],
  queryFn: ({ signal, pageParam }) => call('GET /incidents', { cursor: pageParam ?? undefined }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: lookMs,
})

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => call('GET /incidents/:id', { id }, { signal }),
    refetchInterval: lookMs,
  })
