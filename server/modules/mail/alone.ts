import type { PoolClient } from 'pg'
import type { App } from '#platform/app'

/** One connection of a process for all that it does alone, so that many mailboxes leave the others for everything else. */
interface Session {
  readonly client: Promise<PoolClient>
  readonly held: Set<string>
  /** The last thing that was asked: a connection answers one after the other. */
  asked: Promise<unknown>
}

const sessions = new WeakMap<App, Session>()

/**
 * Runs what one process does at a time, and once in it. Answers false at once where it is being done already. The lock ends with its
 * connection, so that what a dead process held is free again.
 */
export async function alone(app: App, name: string, run: () => Promise<void>): Promise<boolean> {
  const session = sessionOf(app)
  if (session.held.has(name)) return false
  session.held.add(name)
  try {
    if (!(await ask(app, session, 'select pg_try_advisory_lock(hashtextextended($1, 0)) as done', name))) return false
    try {
      await run()
      return true
    } finally {
      await ask(app, session, 'select pg_advisory_unlock(hashtextextended($1, 0)) as done', name)
    }
  } finally {
    session.held.delete(name)
    if (session.held.size === 0) await letGo(app, session)
  }
}

function sessionOf(app: App): Session {
  const known = sessions.get(app)
  if (known) return known
  const client = app.pool.connect()
  const session: Session = { client, held: new Set(), asked: client.catch(() => forget(app, session)) }
  sessions.set(app, session)
  return session
}

async function ask(app: App, session: Session, text: string, name: string): Promise<boolean> {
  const client = await session.client
  const answer = session.asked.then(() => client.query<{ done: boolean }>(text, [name]))
  // Whoever comes next begins with a new connection.
  session.asked = answer.catch(() => forget(app, session))
  return (await answer).rows[0]?.done ?? false
}

async function letGo(app: App, session: Session): Promise<void> {
  forget(app, session)
  const client = await session.client.catch(() => undefined)
  client?.release()
}

function forget(app: App, session: Session): void {
  if (sessions.get(app) === session) sessions.delete(app)
}
