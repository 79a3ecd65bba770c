import pg from 'pg'
import type { Log } from '../log.ts'

export interface Notifications {
  close(): Promise<void>
}

interface Listener {
  onMessage(payload: string): void
  /** After every (re)connection: whatever was announced in between has been missed, so look for yourself. */
  onConnect(): void
}

const firstRetryMs = 100
const longestRetryMs = 5_000
const aliveCheckMs = 15_000

/**
 * Holds a LISTEN connection open for as long as the process lives. When it drops, or the database restarts, it is opened
 * again with growing pauses and the listener is told to catch up.
 */
export function listenTo(connectionString: string, channel: string, listener: Listener, log: Log): Notifications {
  let closed = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let retryMs = firstRetryMs

  const drop = (dropped: pg.Client, reason: string) => {
    if (client !== dropped) return
    client = undefined
    clearTimeout(timer)
    dropped.removeAllListeners()
    dropped.on('error', () => undefined)
    void dropped.end().catch(() => undefined)
    if (closed) return
    log.warn({ channel, reason }, 'notifications interrupted; reconnecting')
    timer = setTimeout(connect, retryMs)
    retryMs = Math.min(retryMs * 2, longestRetryMs)
  }

  const checkAlive = (checked: pg.Client) => {
    timer = setTimeout(() => {
      const overdue = setTimeout(() => drop(checked, 'no answer'), aliveCheckMs)
      checked
        .query('select 1')
        .then(
          () => checkAlive(checked),
          (error: Error) => drop(checked, error.message),
        )
        .finally(() => clearTimeout(overdue))
    }, aliveCheckMs)
    timer.unref()
  }

  const connect = () => {
    if (closed) return
    const next = new pg.Client({ connectionString, application_name: 'makeright-listen', keepAlive: true })
    client = next
    next.on('error', (error) => drop(next, error.message))
    next.on('end', () => drop(next, 'connection ended'))
    next.on('notification', (message) => listener.onMessage(message.payload ?? ''))
    next
      .connect()
      .then(() => next.query(`listen "${channel}"`))
      .then(() => {
        if (client !== next) return
        retryMs = firstRetryMs
        checkAlive(next)
        listener.onConnect()
      })
      .catch((error: Error) => drop(next, error.message))
  }

  connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      last?.removeAllListeners()
      last?.on('error', () => undefined)
      await last?.end().catch(() => undefined)
    },
  }
}
