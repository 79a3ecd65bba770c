import { type CallOptions, call } from '../../kit/call.ts'
import { unsubscribeHere } from '../told/push-subscription.ts'

/** Signs out here; answers where to sign out of the store as well, if it offers that. */
export async function leave(options: CallOptions): Promise<string | null> {
  // Whoever uses this browser next sees no news of somebody who left; where that fails one leaves all the same.
  await unsubscribeHere().catch(() => {})
  const way = await call('GET /store-sign-ins/way-out', {}).catch(() => ({ url: null }))
  await call('POST /sign-out', {}, options)
  return way.url
}
