import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { limits } from '../../limits.ts'
import { hearEvent } from './commands/hear-event.ts'
import { telephonyPort, type CallEvent, type TelephonyPort } from './ports.ts'

const actor = system('calls.listen')

export interface Listening {
  /** Resolves when the phone network has ended its news. */
  readonly done: Promise<void>
}

/**
 * Writes down what the phone network of this process tells, in order. What cannot be written down is tried again until it can: the
 * news behind it waits. One reader for each adapter.
 */
export function listenToCalls(app: App, signal: AbortSignal, line = app.ports.get(telephonyPort)): Listening {
  return { done: listen(app, signal, line) }
}

async function listen(app: App, signal: AbortSignal, line: TelephonyPort): Promise<void> {
  for await (const event of line.events) {
    while (!signal.aborted && !(await heard(app, event))) await pause(limits.calls.eventRetryMs)
    if (signal.aborted) return
  }
}

async function heard(app: App, event: CallEvent): Promise<boolean> {
  try {
    await transact(app, actor, (work) => hearEvent(work, event))
    return true
  } catch (error) {
    app.log.warn({ err: error, callId: event.callId, type: event.type }, 'news of a call could not be written down yet')
    return false
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
