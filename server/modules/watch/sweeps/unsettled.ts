import { unsettledMovements } from '#modules/refunds'
import { listUnsentReplacements } from '#modules/replacements'
import { findStore, storePolicy } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { addDays, businessDaysAfter } from '#platform/time'
import type { Work } from '#platform/work'
import { findingRecorded } from '../events.ts'
import { type FindingInput, recordFinding } from '../commands/record-finding.ts'
import { knownSubjects } from '../queries.ts'
import { forEach } from './walk.ts'

const actor = system('watch.unsettled')

// Looked at together: more than this open at once is one incident, not many findings.
const MOST = 2_000
// A replacement that has no parcel two business days after it was asked for is stuck.
const REPLACEMENT_BUSINESS_DAYS = 2

/** Finds refunds that were issued and never settled, and replacements that nobody sent. */
export const watchUnsettled = schedule('watch.unsettled', { everySeconds: 3600 }, async (context) => {
  const reader = context.read()
  const [store, policy] = [await findStore(reader), await storePolicy(reader)]
  const place = { country: store.country, zone: store.timeZone }
  const alertAfter = policy.get('refund.reconcile.alert_after')

  const movements = (
    await unsettledMovements(reader, { requestedBefore: addDays(reader.now, -alertAfter), limit: MOST })
  ).filter(({ requestedAt }) => businessDaysAfter(requestedAt, alertAfter, place) <= reader.now)
  const replacements = (
    await listUnsentReplacements(reader, {
      requestedBefore: addDays(reader.now, -REPLACEMENT_BUSINESS_DAYS),
      limit: MOST,
    })
  ).filter(({ requested_at }) => businessDaysAfter(requested_at, REPLACEMENT_BUSINESS_DAYS, place) <= reader.now)

  const inputs = new Map<string, FindingInput>([
    ...movements.map((movement): [string, FindingInput] => [
      movement.movementId,
      {
        kind: 'refund_unsettled',
        subject: { kind: 'movement', id: movement.movementId },
        orderId: movement.orderId,
        customerId: movement.customerId,
        details: {
          amountMinor: movement.amount.amountMinor,
          currency: movement.amount.currency,
          since: movement.requestedAt.toISOString(),
        },
      },
    ]),
    ...replacements.map((row): [string, FindingInput] => [
      row.id,
      {
        kind: 'replacement_unsent',
        subject: { kind: 'replacement', id: row.id },
        orderId: row.order_id,
        customerId: row.customer_id,
        details: { since: row.requested_at.toISOString() },
      },
    ]),
  ])
  const known = new Set([
    ...(await knownSubjects(
      reader,
      'refund_unsettled',
      movements.map(({ movementId }) => movementId),
    )),
    ...(await knownSubjects(
      reader,
      'replacement_unsent',
      replacements.map(({ id }) => id),
    )),
  ])
  await forEach(
    context,
    [...inputs.keys()].filter((id) => !known.has(id)),
    (work, id) => alert(work, inputs.get(id) as FindingInput),
    actor,
  )
})

/** Writes a finding that people look at, and says so. */
export async function alert(work: Work, input: FindingInput): Promise<void> {
  const findingId = await recordFinding(work, input)
  if (findingId === null) return
  await work.emit(
    findingRecorded,
    {
      ...input.subject,
      ...(input.orderId ? { orderId: input.orderId } : {}),
      ...(input.customerId ? { customerId: input.customerId } : {}),
    },
    { findingId, kind: input.kind },
  )
}
