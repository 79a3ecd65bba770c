import { browserLine, keptTalks, listenToCalls } from '#modules/calls'
import type { App } from '#platform/app'
import { browserTelephony } from '../adapters/telephony/browser/adapter.ts'
import { readIceServers } from '../adapters/telephony/browser/ice-servers.ts'
import { systemTimers } from '../adapters/telephony/timers.ts'

/**
 * Connects calls from browser to browser, in every process: pages are heard where their requests arrive, and jobs run where there is a
 * worker. Answers how to let go.
 */
export function connectBrowserCalls(app: App): () => Promise<void> {
  const line = browserTelephony({
    kept: keptTalks(app),
    ice: app.config.turnServers === undefined ? undefined : readIceServers(app.config.turnServers),
    timers: systemTimers(),
  })
  app.ports.set(browserLine, line)
  const stopping = new AbortController()
  const listening = listenToCalls(app, stopping.signal, line)
  return async () => {
    stopping.abort()
    await line.stop()
    await listening.done
  }
}
