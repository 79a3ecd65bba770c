import type { PoolClient } from 'pg'
import type { App } from '#platform/app'
import { isConnectionLoss } from '#platform/database/is-connection-loss'

/** What only one process may have, such as a telephone line: had, or waited for. */
export interface Hold {
  /** Lets go of it, so that the next process has it at once. */
  stop(): Promise<void>
}

const lookMs = 1_000
const pauseMs = 2_000
const answerMs = 15_000

/**
 * Takes something up as soon as no other process has it. The lock ends with its connection: when a process dies, the next one has what
 * it held within a second or two. Whoever loses the connection keeps what it has until another process has the lock.
 * @param takeUp takes it up and answers how to let go. What it throws at once ends the start, unless another process still has the
 *   address; later it is tried again
 */
export async function holdAlone(app: App, name: string, takeUp: () => Promise<() => Promise<void>>): Promise<Hold> {
  const stopping = new AbortController()
  let letGo: (() => Promise<void>) | undefined
  let isRefused = false

  const decide = async (isOurs: boolean) => {
    if (isOurs && !letGo) {
      isRefused = true
      letGo = await takeUp()
      isRefused = false
    }
    if (isOurs || !letGo) return
    const give = letGo
    letGo = undefined
    app.log.warn({ name }, 'another process has taken over')
    await give()
  }

  // Ends by throwing, when its connection does.
  const keep = async (client: PoolClient, decided?: () => void) => {
    for (let isOurs = false; !stopping.signal.aborted; ) {
      isOurs = isOurs ? await isAlive(client) : await tryLock(client, `${name} of ${app.storeId}`)
      await decide(isOurs)
      decided?.()
      await pause(lookMs, stopping.signal)
    }
  }

  const withConnection = async (decided?: () => void) => {
    const client = await app.pool.connect()
    try {
      await keep(client, decided)
    } finally {
      if (stopping.signal.aborted) await letGo?.()
      // With the connection goes its lock.
      client.release(true)
    }
  }

  const goOn = async (first: Promise<void>) => {
    for (let round = first; ; round = withConnection()) {
      await round.catch((error: Error) =>
        app.log.warn({ name, reason: error.message }, 'could not hold it; trying again'),
      )
      if (stopping.signal.aborted) return
      await pause(pauseMs, stopping.signal)
    }
  }

  let first = Promise.resolve()
  await new Promise<void>((resolve, reject) => {
    first = withConnection(resolve)
    // A database that goes while we start comes back; what is wrong with the thing itself ends the start.
    first.catch((error: NodeJS.ErrnoException) =>
      isRefused && error.code !== 'EADDRINUSE' && !isConnectionLoss(error) ? reject(error) : resolve(),
    )
  })
  const done = goOn(first)
  return {
    async stop() {
      stopping.abort()
      await done
    },
  }
}

async function tryLock(client: PoolClient, name: string): Promise<boolean> {
  // A machine that vanished is noticed by the database soon, not after the hours that systems take by themselves.
  const { rows } = await answered(
    client.query<{ mine: boolean }>(
      `select pg_try_advisory_lock(hashtextextended($1, 0)) as mine, set_config('tcp_keepalives_idle', '5', false),
        set_config('tcp_keepalives_interval', '2', false), set_config('tcp_keepalives_count', '3', false)`,
      [name],
    ),
  )
  return rows[0]?.mine === true
}

async function isAlive(client: PoolClient): Promise<true> {
  await answered(client.query('select 1'))
  return true
}

async function answered<T>(query: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => reject(new Error('the database does not answer')), answerMs)
  })
  return await Promise.race([query, silence]).finally(() => clearTimeout(late))
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds).unref()
    signal.addEventListener('abort', done)
  })
}
