import { addHours } from '#platform/time'
import { isInWindow } from '../dates.ts'
import type { Decision, Reason, RiskBand } from '../decision.ts'
import type { DeliveredNotReceivedFacts, EvidenceFacts } from '../facts.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'
import type { TableRow } from '../decision-table.ts'
import type { TableThen } from '../decision-tables/table-schema.ts'
import { decision, orderRemedies, type PolicyReading, readingOf, silenceFor } from './decide.ts'
import { instantBar } from './instant-limits.ts'

type Row = TableRow<TableThen['dnr']>

/**
 * "It says delivered, but it isn't here." The first matching row of the table `dnr` says what the evidence is worth; the
 * limits of `dnr.instant.*` can turn an instant outcome of rows 4 to 6 (and of a bare "not my door") into a person.
 * Never refuses.
 */
export function decideDeliveredNotReceived(resolved: Resolved, facts: DeliveredNotReceivedFacts): Decision {
  const policy = readingOf(resolved)
  const evidence = weighed(facts.evidence)
  const ordered = orderRemedies(policy, ['replacement', 'refund'], facts)
  const row = resolved.table('dnr').match({ ...evidence, riskBand: facts.riskBand })
  const common = {
    remedies: ordered.remedies,
    secureNextDelivery: facts.secondLossAtAddress,
    statement: needsStatement(policy, row, facts),
    audit: row.then.audit ?? false,
    carrierTrace: row.then.carrierTrace ?? false,
  }
  const why = (...more: Reason[]): Reason[] => [
    ...more,
    reason(row.then.reason),
    ...evidenceReasons(evidence),
    ...ordered.reasons,
    ...(common.statement ? [reason('statement_needed')] : []),
  ]
  const windowDays = policy.get('dnr.window')
  if (!isInWindow(facts.reportedAt, facts.deliveredAt, windowDays, facts.zone)) {
    return decision(
      policy,
      'dnr',
      { id: 'after_window', group: 'after_window' },
      {
        ...common,
        ...person(policy),
        outcome: 'person',
        onSilence: 'lead',
        reasons: why(reason('report_after_window', { days: windowDays })),
      },
    )
  }
  const counted = facts.notReceivedRemedies >= policy.get('dnr.instant.max_count')
  if (row.then.act === 'person') {
    const onSilence = counted ? 'lead' : silenceFor(policy, facts.riskBand, facts.value)
    return decision(policy, 'dnr', row, { ...common, ...person(policy), outcome: 'person', onSilence, reasons: why() })
  }
  const bar = row.then.capped ? instantBar(policy, facts, facts.value) : null
  if (bar) {
    const onSilence = bar.toLead ? 'lead' : silenceFor(policy, facts.riskBand, facts.value)
    return decision(policy, 'dnr', row, {
      ...common,
      outcome: 'person',
      onSilence,
      decideWithinHours: bar.decideWithinHours,
      decideClock: bar.decideClock,
      reasons: why(bar.reason),
    })
  }
  return row.then.act === 'now'
    ? decision(policy, 'dnr', row, { ...common, outcome: 'now', reasons: why() })
    : afterWait(policy, row, facts, common, why)
}

/** The group of the row that a delivery's evidence falls under, `1` to `6`: what it is worth, whatever is then done. */
export function deliveryGroup(resolved: Resolved, evidence: EvidenceFacts, riskBand: RiskBand): string {
  return resolved.table('dnr').match({ ...weighed(evidence), riskBand }).group
}

/** The wait runs from the delivered scan; once it is over the remedy opens without a new form. At its very instant it is over. */
function afterWait(
  policy: PolicyReading,
  row: Row,
  facts: DeliveredNotReceivedFacts,
  common: Pick<Decision, 'remedies' | 'statement' | 'audit' | 'carrierTrace' | 'secureNextDelivery'>,
  why: (...more: Reason[]) => Reason[],
): Decision {
  const hours = policy.get(facts.riskBand === 'low' ? 'dnr.wait.low_risk' : 'dnr.wait.medium_risk')
  const waitUntil = addHours(facts.deliveredAt, hours)
  const over = facts.now.getTime() >= waitUntil.getTime()
  if (!over)
    return decision(policy, 'dnr', row, {
      ...common,
      outcome: 'wait',
      waitUntil,
      reasons: why(reason('wait_for_it', { hours })),
    })
  return decision(policy, 'dnr', row, {
    ...common,
    outcome: 'now',
    reasons: hours === 0 ? why() : why(reason('wait_is_over', { hours })),
  })
}

function person(policy: PolicyReading): Pick<Decision, 'decideWithinHours' | 'decideClock'> {
  return { decideWithinHours: policy.get('dnr.person_within'), decideClock: 'clock' }
}

/** A photo verdict that nobody stands behind has no weight. */
function weighed(evidence: EvidenceFacts): EvidenceFacts {
  return evidence.photo !== 'none' && evidence.photoSource === 'none' ? { ...evidence, photo: 'none' } : evidence
}

function needsStatement(policy: PolicyReading, row: Row, facts: DeliveredNotReceivedFacts): boolean {
  const asked = policy.get('dnr.signed_statement')
  if (asked === 'never') return false
  const repeat = facts.notReceivedClaims30Days >= policy.get('dnr.signed_statement.claims')
  return repeat || (asked === 'medium_risk_or_repeat' && row.then.statement === true)
}

function evidenceReasons(evidence: EvidenceFacts): Reason[] {
  const codes: string[] = []
  if (evidence.geo !== 'none') codes.push(evidence.geo === 'against' ? 'gps_against' : 'gps_supports')
  if (evidence.photo === 'another_place' && evidence.photoSource !== 'shopper') codes.push('photo_another_place')
  if (evidence.photo === 'right_place') codes.push('photo_right_place')
  if (evidence.trail === 'stops_before_last_mile') codes.push('trail_stops')
  if (evidence.trail === 'other_city') codes.push('trail_other_city')
  return codes.map((code) => reason(code))
}
