import { pause } from '#platform/database/embedded/wait'
import { isConnectionLoss } from '#platform/database/is-connection-loss'
import type { Log } from '#platform/log'
import { limits } from '../limits.ts'

/**
 * Does something with the database while the program starts. A database that is away, or just being started again, is waited for; what
 * is still so after a while, and every other failure, is thrown.
 * @param step safe to repeat
 */
export async function onceThere<T>(log: Log, step: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + limits.database.startSeconds * 1000
  for (let told = false; ; told = true) {
    try {
      return await step()
    } catch (error) {
      const isAway = isConnectionLoss(error) || (error instanceof Error && isConnectionLoss(error.cause))
      if (!isAway || Date.now() > giveUpAt) throw error
      if (!told) log.warn({ reason: (error as Error).message }, 'the database is away; waiting for it')
      await pause(200)
    }
  }
}
