import { goneMismatches, openMismatches } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { resolveFindings } from '../commands/record-finding.ts'
import { knownSubjects, openSubjects } from '../queries.ts'
import { alert } from './unsettled.ts'
import { forEach } from './walk.ts'

const actor = system('watch.mismatches')

// More than this at once is one incident, not many findings.
const MOST = 500

/** Shows people where the payment provider's books and ours say different things, until they agree. */
export const watchMismatches = schedule('watch.mismatches', { everySeconds: 3600 }, async (context) => {
  const reader = context.read()
  const open = new Map((await openMismatches(reader, { limit: MOST })).map((mismatch) => [mismatch.id, mismatch]))
  const known = await knownSubjects(reader, 'refund_mismatch', [...open.keys()])
  await forEach(
    context,
    [...open.keys()].filter((id) => !known.has(id)),
    async (work, id) => {
      const mismatch = open.get(id)
      if (!mismatch) return
      const { ours, theirs, kind, orderId, customerId, providerReference } = mismatch
      await alert(work, {
        kind: 'refund_mismatch',
        subject: { kind: 'refund_mismatch', id },
        orderId,
        customerId,
        details: {
          mismatch: kind,
          currency: (ours ?? theirs)?.currency ?? 'USD',
          ...(ours ? { amountMinor: ours.amountMinor } : {}),
          ...(theirs ? { theirsMinor: theirs.amountMinor } : {}),
          ...(providerReference ? { providerReference } : {}),
        },
      })
    },
    actor,
  )
  const gone = await goneMismatches(reader, await openSubjects(reader, 'refund_mismatch'))
  await context.transact(
    (work) => resolveFindings(work, { kinds: ['refund_mismatch'], subjectIds: gone, resolution: 'agrees_again' }),
    actor,
  )
})
