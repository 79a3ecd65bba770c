import { findCustomer } from '#modules/customers'
import { loadPolicyNow, resolvePolicy } from '#modules/policy'
import { findStore } from '#modules/stores'
import type { Reader } from '#platform/work'
import { assess } from './assess.ts'
import type { TrustAssessment } from './contract.ts'
import { linksOf } from './queries.ts'
import type { SignalKind } from './tables.ts'

/** A shopper's record as staff see it: the score by today's rules with its reasons, and every signal, voided ones too. */
export async function presentTrust(reader: Reader, anyCustomerId: string): Promise<TrustAssessment> {
  const customer = await findCustomer(reader, anyCustomerId)
  const [store, version] = [await findStore(reader), await loadPolicyNow(reader)]
  const assessment = await assess(reader, customer.id, {
    resolved: resolvePolicy(version.ruleset, { country: store.country, tier: customer.tier }),
  })
  const { hold } = assessment
  return {
    customerId: customer.id,
    score: assessment.score,
    band: assessment.band,
    history: assessment.history.standing,
    reasons: assessment.reasons.map(({ code, points, words }) => ({ code, points, words })),
    signals: assessment.signals.map((signal) => ({
      id: signal.id,
      kind: signal.kind,
      at: signal.at.toISOString(),
      orderId: signal.order_id,
      words: signalWords[signal.kind],
      voided: signal.voided_at !== null,
    })),
    linked: await linksOf(reader, assessment.identity.own),
    hold: hold && { step: hold.step, reason: hold.reason, placedAt: hold.placed_at.toISOString() },
  }
}

/** What happened, never what kind of person. */
const signalWords: Readonly<Record<SignalKind, string>> = {
  not_received_claim: 'Reported a parcel that did not arrive.',
  not_received_remedy: 'Got a replacement or refund for a parcel that did not arrive.',
  problem_claim: 'Reported a problem with an item.',
  return_made: 'Returned something.',
  return_weight_off: 'A parcel that came back weighed other than expected; nobody has looked yet.',
  return_worn: 'What came back was worse for wear after its money was paid.',
  wrong_return_confirmed: 'A wrong, empty or underweight return was confirmed.',
  abuse_confirmed: 'A person confirmed abuse.',
  chargeback_lost_after_refund: 'A chargeback was paid for something already refunded.',
  refunded_elsewhere: 'Was refunded outside of this program.',
  contact_changed: 'Changed e-mail, phone or password.',
  turned_up: 'Told us that it turned up after all.',
}
