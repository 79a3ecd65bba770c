import { queryOptions } from '@tanstack/react-query'
import { CallError, call, type Output } from '../../kit/call.ts'

/** Everything of Login & Security. */
export const securityQuery = queryOptions({
  queryKey: ['me', 'security'],
  queryFn: ({ signal }) => call('GET /me/security', {}, { signal }),
})

export type Security = Output<'GET /me/security'>

/** What the link that was opened from a mail is for; null once it is over. */
export const mailedLinkQuery = queryOptions({
  queryKey: ['mailed-link'],
  queryFn: async ({ signal }) => {
    try {
      return await call('GET /mailed-link', {}, { signal })
    } catch (error) {
      if (error instanceof CallError && error.status === 404) return null
      throw error
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
})
