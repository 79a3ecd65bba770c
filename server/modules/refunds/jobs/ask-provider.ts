import type { JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import {
  paymentPort,
  type OutsideTenderKind,
  type PaymentMovement,
  type PaymentPort,
  type Whereabouts,
} from '../ports.ts'
import type { ProviderResult } from '../commands/settle-movement.ts'

/** What came of a try: the provider's word, or a fault of the connection that a person has to repair first. */
export type Asked = { result: ProviderResult } | { fault: string }

/**
 * Has the provider move money at most once under a key. Whatever may have been tried before is looked up first, because
 * providers forget their keys after a while. A request that the provider refuses to take at all (wrong credentials) is no
 * answer about the money: it stays promised and is tried again when somebody has repaired the connection.
 * Throws what is worth another try soon, or what is not known yet.
 */
export async function askProvider(
  context: JobContext,
  { key, triedBefore, where }: { key: string; triedBefore: boolean; where: Whereabouts },
  move: (port: PaymentPort) => Promise<PaymentMovement>,
): Promise<Asked> {
  // Money stays promised, and people see that nobody is there to move it.
  if (!context.app.ports.has(paymentPort)) return { fault: 'no_payment_connection' }
  const port = context.port(paymentPort)
  const known = triedBefore ? await port.lookUp(key, where) : undefined
  if (known) return { result: known }
  try {
    return { result: await move(port) }
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    if (error.outcome === 'refused') return { fault: error.code }
    const booked = error.outcome === 'unknown' ? await port.lookUp(key, where).catch(() => undefined) : undefined
    if (booked) return { result: booked }
    throw error
  }
}

/** The provider knows fewer kinds of payment than the store. */
export function outsideKind(kind: string): 'card' | 'paypal' | 'other' {
  return kind === 'card' || kind === 'paypal' ? kind : 'other'
}

/** What a connection cannot move waits for a person, who sees it among the findings; it is never taken for done or failed. */
export function assertMovable(port: PaymentPort, kind: OutsideTenderKind): void {
  if (!port.tenderKinds.includes(kind))
    throw new OutsideError(
      'refused',
      'tender_kind_not_movable',
      `The payment connection moves no money of kind ${kind}`,
    )
}
