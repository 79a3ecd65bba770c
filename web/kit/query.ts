import { QueryCache, QueryClient } from '@tanstack/react-query'
import { CallError } from './call.ts'

/**
 * One cache of answers. What the server refused is not asked again; what did not reach it is, twice.
 * @param onSignedOut a session has ended while its page was open
 */
export function newQueryClient(onSignedOut: () => void) {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof CallError && error.status === 401) onSignedOut()
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && isWorthRepeating(error),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  })
}

/** Whether the same request may well succeed a moment later. */
export function isWorthRepeating(error: unknown) {
  return !(error instanceof CallError) || error.status === 0 || error.status === 429 || error.status >= 500
}
