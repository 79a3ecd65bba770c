import { queryOptions } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'

export const loginsQuery = queryOptions({
  queryKey: ['logins'],
  queryFn: ({ signal }) => call('GET /logins', {}, { signal }),
})

export const signInOptionsQuery = queryOptions({
  queryKey: ['store', 'sign-in-options'],
  queryFn: ({ signal }) => call('GET /sign-in-options', {}, { signal }),
  staleTime: 60_000,
})
