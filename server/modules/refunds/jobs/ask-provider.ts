import type { JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { paymentPort, type PaymentMovement, type PaymentPort } from '../ports.ts'
import type { ProviderResult } from '../commands/settle-movement.ts'

/**
 * Has the provider move money at most once under a key. Whatever may have been tried before is looked up first, because
 * providers forget their keys after a while. A refusal for ever is an answer: failed.
 * Throws what is worth another try, or what is not known yet.
 */
export async function askProvider(
  context: JobContext, key: string, triedBefore: boolean, move: (port: PaymentPort) => Promise<PaymentMovement>,
): Promise<ProviderResult> {
  const port = context.port(paymentPort)
  const known = triedBefore ? await port.lookUp(key) : undefined
  if (known) return known
  try {
    return await move(port)
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    if (error.outcome === 'refused') return { state: 'failed', reference: null, reason: error.code }
    const booked = error.outcome === 'unknown' ? await port.lookUp(key).catch(() => undefined) : undefined
    if (booked) return booked
    throw error
  }
}

/** The provider knows fewer kinds of payment than the store. */
export function outsideKind(kind: string): 'card' | 'paypal' | 'other' {
  return kind === 'card' || kind === 'paypal' ? kind : 'other'
}
