import { addDays, addHours, endOfLocalDayAfter } from '#platform/time'
import { isInWindow } from '../dates.ts'
import type { Decision } from '../decision.ts'
import type { NotReceivedFacts } from '../facts.ts'
import { reason } from '../reasons.ts'
import type { Resolved } from '../resolve.ts'
import { decision, orderRemedies, readingOf, silenceFor } from './decide.ts'
import { instantBar } from './instant-limits.ts'
import { silentUntil } from './lost.ts'

/**
 * A parcel that never came and is not marked delivered. What the carrier itself says has no amount limit; an untracked
 * parcel is no evidence, so it stays inside `dnr.instant.*`. Never refuses.
 */
export function decideNotReceived(resolved: Resolved, facts: NotReceivedFacts): Decision {
  const policy = readingOf(resolved)
  const promisedBy = facts.promisedBy ?? addDays(facts.placedAt, policy.get('deliver.default_days'))
  const lateDays = policy.get('late.claim_opens')
  const claimOpens = endOfLocalDayAfter(promisedBy, lateDays, facts.zone)
  const lostBy = silentUntil(policy, { ...facts, promisedBy, tracked: facts.parcel !== 'untracked' })
  const row = resolved.table('not_received').match({
    parcel: facts.parcel,
    riskBand: facts.riskBand,
    silent: lostBy !== null && facts.now > lostBy,
    promise: facts.now > claimOpens ? 'claim_open' : facts.now > promisedBy ? 'passed' : 'ahead',
  })
  const ordered = orderRemedies(policy, row.then.remedies, facts)
  const common = {
    remedies: ordered.remedies,
    secureNextDelivery: facts.secondLossAtAddress,
    audit: row.then.audit ?? false,
  }
  const reasons = [reason(row.then.reason, { days: lateDays }), ...ordered.reasons]
  const toPerson = { outcome: 'person', decideWithinHours: policy.get('dnr.person_within') } as const
  const windowDays = policy.get('inr.window')
  if (!isInWindow(facts.reportedAt, promisedBy, windowDays, facts.zone)) {
    return decision(
      policy,
      'not_received',
      { id: 'after_window', group: 'after_window' },
      {
        ...common,
        ...toPerson,
        onSilence: 'lead',
        reasons: [reason('report_after_window', { days: windowDays }), ...reasons],
      },
    )
  }
  const onSilence = silenceFor(policy, facts.riskBand, facts.value)
  if (row.then.act === 'person')
    return decision(policy, 'not_received', row, { ...common, ...toPerson, onSilence, reasons })
  const bar = row.then.capped ? instantBar(policy, facts, facts.value) : null
  if (bar) {
    return decision(policy, 'not_received', row, {
      ...common,
      ...toPerson,
      decideWithinHours: bar.decideWithinHours,
      decideClock: bar.decideClock,
      onSilence: bar.toLead ? 'lead' : onSilence,
      reasons: [bar.reason, ...reasons],
    })
  }
  if (row.then.act === 'wait')
    return decision(policy, 'not_received', row, { ...common, outcome: 'wait', waitUntil: claimOpens, reasons })
  const waitUntil = addHours(
    claimOpens,
    policy.get(facts.riskBand === 'low' ? 'dnr.wait.low_risk' : 'dnr.wait.medium_risk'),
  )
  const waits = row.then.act === 'after_wait' && facts.now < waitUntil
  return decision(
    policy,
    'not_received',
    row,
    waits ? { ...common, outcome: 'wait', waitUntil, reasons } : { ...common, outcome: 'now', reasons },
  )
}
