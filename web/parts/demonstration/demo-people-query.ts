import { queryOptions } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'

export const demoPeopleQuery = queryOptions({
  queryKey: ['demo', 'people'],
  queryFn: ({ signal }) => call('GET /demo/people', {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})
