import { queryOptions } from '@tanstack/react-query'
import { type CallOptions, call } from '../../kit/call.ts'

/** How this store's shoppers sign in. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['store', 'sign-in-options'],
  queryFn: ({ signal }) => call('GET /sign-in-options', {}, { signal }),
  staleTime: 60_000,
})

/** Signs out here; answers where to sign out of the store as well, if it offers that. */
export async function leave(options: CallOptions): Promise<string | null> {
  // Whoever uses this browser next sees no news of somebody who left; without them one leaves all the same.
  await import('../told/push-subscription.ts').then(({ unsubscribeHere }) => unsubscribeHere()).catch(() => {})
  const way = await call('GET /store-sign-ins/way-out', {}).catch(() => ({ url: null }))
  await call('POST /sign-out', {}, options)
  return way.url
}
