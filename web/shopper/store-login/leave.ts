import { type CallOptions, call } from '../../kit/call.ts'
import { unsubscribeHere } from '../told/push-subscription.ts'

// How long signing out waits for a push service and for the store's own sign-in, which may never answer.
const patienceMs = 3_000

/** Signs out here; answers where to sign out of the store as well, if it offers that. */
export async function leave(options: CallOptions): Promise<string | null> {
  const [way] = await Promise.all([
    withPatience(call('GET /store-sign-ins/way-out', {})),
    // Whoever uses this browser next sees no news of somebody who left; where that fails one leaves all the same.
    withPatience(unsubscribeHere()),
  ])
  await call('POST /sign-out', {}, options)
  return way?.url ?? null
}

/** What comes of it in time; undefined where it fails, or takes longer. */
async function withPatience<T>(asked: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs)
  })
  return await Promise.race([asked.catch(() => undefined), late]).finally(() => clearTimeout(timer))
}
