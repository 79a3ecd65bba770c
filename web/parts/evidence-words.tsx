import type { Tracking } from '#contract/deliveries'
import CircleHelp from 'lucide-react/icons/circle-question-mark'
import ShieldCheck from 'lucide-react/icons/shield-check'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { Banner } from '../ui/banner.tsx'
import { useParts } from './text.ts'
import { useRuleWords } from './words.ts'

type Evidence = Tracking['shipments'][number]['evidence']

const faces = {
  supports: { tone: 'neutral', icon: <ShieldCheck aria-hidden="true" /> },
  against: { tone: 'warn', icon: <TriangleAlert aria-hidden="true" /> },
  none: { tone: 'neutral', icon: <CircleHelp aria-hidden="true" /> },
} as const

/** What the delivery evidence says, for the person whose parcel it is. It never accuses anyone. */
export function EvidenceWords({ evidence }: { evidence: Evidence }) {
  const { t } = useParts()
  const rule = useRuleWords()
  const { tone, icon } = faces[evidence.verdict]
  const reasons = evidence.reasons.map((reason) => rule('evidence.reason', reason))
  return (
    <Banner tone={tone} icon={icon} title={t(`evidence.${evidence.verdict}`)}>
      {reasons.length === 1 && (
        <p>
          <bdi>{reasons[0]}</bdi>
        </p>
      )}
      {reasons.length > 1 && (
        <ul className="mt-1 grid list-disc gap-0.5 ps-5">
          {reasons.map((reason) => (
            <li key={reason}>
              <bdi>{reason}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Banner>
  )
}
