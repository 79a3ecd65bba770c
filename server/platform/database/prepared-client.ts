import { createHash } from 'node:crypto'
import pg, { type ClientConfig } from 'pg'
import { limits } from '../../limits.ts'

// Shared by all connections of the process: what is asked often is known after the first few times, whoever asked it.
const timesAsked = new Map<string, number>()
const names = new Map<string, string>()
let generation = 1

/**
 * A connection that prepares what is asked again and again, once per connection: Postgres then neither reads nor plans it anew
 * each time, which for our short statements took about as long as running them. At most `limits.database.preparedStatements`
 * are kept; what comes after is asked as it is.
 */
export class PreparedClient extends pg.Client {
  constructor(config?: string | ClientConfig) {
    super(config)
    const ask = this.query.bind(this) as (...args: unknown[]) => unknown
    const query = (text: unknown, values?: unknown, ...rest: unknown[]): unknown => {
      if (typeof text !== 'string' || !Array.isArray(values)) return ask(text, values, ...rest)
      const name = nameOf(text)
      return name === undefined ? ask(text, values, ...rest) : ask({ name, text, values }, ...rest)
    }
    this.query = query as unknown as typeof this.query
  }
}

/**
 * Whether a statement was prepared before a table was changed under it. It is prepared anew under another name the next time,
 * and whoever asked may ask again.
 */
export function isOutdatedPlan(error: unknown): boolean {
  const { code, routine } = (error ?? {}) as { code?: unknown; routine?: unknown }
  const outdated = code === '0A000' && routine === 'RevalidateCachedQuery'
  if (outdated) {
    generation++
    names.clear()
  }
  return outdated
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= limits.database.preparedStatements) return undefined
  const times = (timesAsked.get(text) ?? 0) + 1
  if (times < 3) {
    // Statements with lists of every length would otherwise pile up here.
    if (timesAsked.size > 4 * limits.database.preparedStatements) timesAsked.clear()
    timesAsked.set(text, times)
    return undefined
  }
  timesAsked.delete(text)
  const name = `mr${generation}_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`
  names.set(text, name)
  return name
}
