import type { Problem } from '#contract/problems'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DistanceDrawing } from '../../parts/distance-drawing.tsx'
import { EvidenceWords } from '../../parts/evidence-words.tsx'
import { useRuleWords } from '../../parts/words.ts'
import { CopyText } from '../../ui/copy-text.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { trackingQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** Why this was offered: the reasons and the evidence behind them, open to whoever wants to know. */
export function ProblemWhy({ problem }: { problem: Problem }) {
  const { t, format } = useShopper()
  const rule = useRuleWords()
  const { reasons, evidence } = problem.decision
  const isDelivery = problem.kind === 'delivered_not_received'
  const tracking = useQuery({ ...trackingQuery(problem.orderId), enabled: isDelivery }).data
  const proof = tracking?.shipments.find(
    (shipment) =>
      shipment.proof?.drop && shipment.items.some((item) => problem.items.some((one) => one.itemId === item.itemId)),
  )?.proof
  const newEvidence = withoutRepeats(evidence, reasons)
  return (
    <div className="overflow-hidden rounded-xl border border-line">
      <Disclosure title={t('why.title')}>
        <div className="grid gap-4">
          {reasons.length > 0 && (
            <ul className="grid list-disc gap-1 ps-5 text-soft">
              {reasons.map((reason) => (
                <li key={reason.code}>{rule('reason', reason)}</li>
              ))}
            </ul>
          )}
          {newEvidence && <EvidenceWords evidence={newEvidence} />}
          {proof?.drop && evidence && <DistanceDrawing drop={proof.drop} verdict={evidence.verdict} />}
          <p className="flex flex-wrap items-center gap-x-4 text-sm text-soft">
            <span className="inline-flex items-center gap-1">
              {t('why.reference')} <CopyText text={problem.reference} label={t('common.copy')} />
            </span>
            <span>{t('why.told', { moment: format.moment(problem.openedAt) })}</span>
            {isDelivery && (
              <Link
                to="/orders/$orderId/tracking"
                params={{ orderId: problem.orderId }}
                className="link inline-flex min-h-11 items-center"
              >
                {t('why.tracking')}
              </Link>
            )}
          </p>
        </div>
      </Disclosure>
    </div>
  )
}

/** The evidence without what the reasons have just said; nothing where that leaves nothing. */
function withoutRepeats(evidence: Problem['decision']['evidence'], reasons: Problem['decision']['reasons']) {
  if (!evidence) return null
  const said = new Set(reasons.flatMap((reason) => [reason.words, reason.code]))
  const left = evidence.reasons.filter((reason) => !said.has(reason.words) && !said.has(reason.code))
  return left.length === 0 && evidence.verdict === 'none' ? null : { ...evidence, reasons: left }
}
