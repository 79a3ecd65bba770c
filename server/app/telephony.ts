import { listenToCalls, telephonyPort } from '#modules/calls'
import type { App } from '#platform/app'
import { manualTelephony } from '../adapters/telephony/manual/adapter.ts'
import { simulatedTelephony } from '../adapters/telephony/simulator/adapter.ts'
import { systemTimers } from '../adapters/telephony/timers.ts'

/** Connects the line over which calls are made; answers how to let go of it. */
export function connectTelephony(app: App): () => Promise<void> {
  const timers = systemTimers(() => app.clock.now().getTime())
  const line = app.demo ? simulatedTelephony({ timers }) : manualTelephony({ timers })
  app.ports.set(telephonyPort, line)
  const stopping = new AbortController()
  const listening = app.config.roles.has('worker') ? listenToCalls(app, stopping.signal) : undefined
  return async () => {
    stopping.abort()
    await line.stop()
    await listening?.done
  }
}
