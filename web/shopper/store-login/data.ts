import { queryOptions } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'

/** How this store's shoppers sign in. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['store', 'sign-in-options'],
  queryFn: ({ signal }) => call('GET /sign-in-options', {}, { signal }),
  staleTime: 60_000,
})
