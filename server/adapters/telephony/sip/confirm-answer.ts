import type { Endpoint } from './endpoint.ts'
import { cseqOf, type SipRequest, type SipResponse } from './message.ts'
import type { ServerTransaction } from './transactions.ts'

export interface Confirmation {
  /** Takes an ACK if it is the one that is waited for; answers whether it was. */
  take(ack: SipRequest): boolean
  /** When the ACK has come. */
  readonly done: Promise<void>
  stop(): void
}

/** A 2xx to an INVITE, repeated by us until its ACK comes, over any transport (section 13.3.1.4). */
export function confirmAnswer(
  endpoint: Endpoint,
  transaction: ServerTransaction,
  response: SipResponse,
  never: () => void,
): Confirmation {
  const { timers, times } = endpoint
  const { promise: done, resolve } = Promise.withResolvers<void>()
  let waitMs = times.t1Ms
  let stopRepeating = () => {}
  const repeat = () => {
    stopRepeating = timers.after(waitMs, () => {
      transaction.repeat(response)
      waitMs = Math.min(2 * waitMs, times.t2Ms)
      repeat()
    })
  }
  const stopWaiting = timers.after(64 * times.t1Ms, () => {
    stopRepeating()
    never()
  })
  const stop = () => {
    stopRepeating()
    stopWaiting()
  }
  transaction.respond(response)
  repeat()
  return {
    done,
    stop,
    take(ack) {
      if (cseqOf(ack).number !== cseqOf(transaction.request).number) return false
      stop()
      resolve()
      return true
    },
  }
}
