import type { Refund } from '#contract/refunds'
import type { Return } from './contract.ts'
import type { ReturnRecord } from './record.ts'

type Step = Return['timeline'][number]

/** The way of a return in a few steps, those that are still to come without a time. */
export function timelineOfReturn(record: ReturnRecord, refunds: readonly Refund[]): Step[] {
  const { row, lines, units, parcels } = record
  const answered = lines.flatMap((line) => (line.approval_by?.startsWith('staff:') ? (line.approval_at ?? []) : []))
  const dropped = earliest(parcels.map((parcel) => parcel.accepted_at ?? parcel.first_scan_at))
  const arrived = earliest([...parcels.map((parcel) => parcel.delivered_at), ...units.map((unit) => unit.received_at)])
  const inspected = earliest(units.map((unit) => unit.inspected_at))
  const paid = refunds.find((refund) => refund.state === 'succeeded')
  const begun = refunds[0]
  const over = row.canceled_at !== null || row.closed_at !== null
  const kept = lines.every((line) => line.keep)
  const steps: (Step | null)[] = [
    step('requested', 'Asked for', row.requested_at),
    answered.length > 0 ? step('answered', 'Answered by a person', earliest(answered)) : null,
    kept ? null : step('handed_over', 'Handed over', dropped),
    kept ? null : step('arrived', 'Arrived with us', arrived),
    inspected ? step('inspected', 'Looked at', inspected) : null,
    row.resolution === 'refund' || row.resolution === 'store_credit'
      ? step('money', paid ? 'Money back' : 'Money on its way', begun ? new Date(begun.createdAt) : null)
      : null,
    row.canceled_at ? step('canceled', 'Called off', row.canceled_at) : null,
    row.closed_at ? step('closed', 'All done', row.closed_at) : null,
  ]
  return steps.filter((each): each is Step => each !== null && (each.done || !over))
}

function step(code: string, words: string, at: Date | null): Step {
  return { at: at?.toISOString() ?? null, code, words, done: at !== null }
}

function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.flatMap((at) => at?.getTime() ?? [])
  return known.length === 0 ? null : new Date(Math.min(...known))
}
