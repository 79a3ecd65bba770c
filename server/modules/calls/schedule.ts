import { schedule } from '#platform/jobs/schedule'
import type { JobContext } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { endAttempt } from './commands/end-attempt.ts'
import { bridge, lockAttempt } from './commands/hear-event.ts'
import { comparePass } from './commands/follow-pass.ts'
import { linesOf } from './endpoints.ts'
import { telephonyPort, type CallSnapshot } from './ports.ts'
import { resultOf } from './rules.ts'
import type { CallTables } from './tables.ts'

const db = tablesOf<CallTables>()

/**
 * Compares calls that are under way with what the phone network knows: news of a process that was killed is never told again.
 * Results that are reported by hand wait for the hand.
 */
export const compareCalls = schedule(
  'calls.compare',
  { everySeconds: limits.calls.reconcileSeconds, port: telephonyPort },
  async (context: JobContext) => {
    for (const port of linesOf(context.app.ports))
      for (const id of await unfinished(context.read(), port.name)) {
        const snapshot = await port.lookUp(id)
        if (snapshot || !port.caps.byHand) await settle(context, id, snapshot)
      }
  },
)

// Only what this network carries: calls of another one are its own to know.
async function unfinished(reader: Reader, through: string): Promise<string[]> {
  const rows = await db(reader)
    .selectFrom('call_attempt')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('state', '!=', 'ended')
    .where('through', '=', through)
    .where('placed_at', '<=', addMinutes(reader.now, -limits.calls.reconcileAgeSeconds / 60))
    .orderBy('placed_at')
    .limit(limits.calls.reconcileRows)
    .execute()
  return rows.map((row) => row.id)
}

async function settle(context: JobContext, id: string, snapshot: CallSnapshot | undefined): Promise<void> {
  await context.transact(async (work) => {
    const locked = await lockAttempt(work, id)
    if (!locked || locked.attempt.state === 'ended') return
    const { request, attempt } = locked
    const wasTalking = attempt.answered_at !== null
    if (!snapshot) await endAttempt(work, request, attempt, wasTalking ? 'dropped' : 'interrupted')
    else if (snapshot.state === 'ended')
      await endAttempt(
        work,
        request,
        attempt,
        resultOf(snapshot.outcome ?? 'failed', snapshot.endedBy ?? 'us', wasTalking),
      )
    else if (snapshot.state === 'bridged' || snapshot.state === 'held')
      await (wasTalking ? comparePass(work, request, attempt, snapshot.agentId) : bridge(work, request, attempt))
  })
}
