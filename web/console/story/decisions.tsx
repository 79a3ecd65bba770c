import type { OrderStory } from '#contract/story'
import { Badge } from '../../ui/badge.tsx'
import { useConsole } from '../text.ts'
import { Section } from './section.tsx'
import { useRuleWords } from '../../parts/words.ts'

/** What the rules decided and why: version, row, reasons, then each step in words and the facts it rested on. */
export function Decisions({ decisions }: { decisions: OrderStory['decisions'] }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  if (decisions.length === 0) return null
  return (
    <Section title={t('decisions.title')} count={decisions.length}>
      <ul className="divide-y divide-line">
        {decisions.map((decision) => (
          <li key={decision.id}>
            <details className="group text-sm">
              <summary className="grid min-h-12 cursor-pointer list-none gap-1 px-4 py-2.5 hover:bg-canvas">
                <span className="flex flex-wrap items-center justify-between gap-2">
                  <span className="flex flex-wrap items-center gap-2 font-[580]">
                    {decision.kind.replaceAll('_', ' ')} → {decision.outcome.replaceAll('_', ' ')}
                    {decision.mode === 'shadow' && <Badge tone="note">{t('decisions.shadow')}</Badge>}
                  </span>
                  <span className="text-soft">
                    {t('decisions.version', { number: decision.policyVersion.number, row: decision.row ?? 'none' })} ·{' '}
                    {format.moment(decision.at)}
                  </span>
                </span>
                <span className="text-soft">{decision.reasons.map((reason) => rule('reason', reason)).join(' ')}</span>
              </summary>
              <div className="grid gap-4 px-4 pt-1 pb-4">
                <ol className="grid list-decimal gap-1 ps-5">
                  {decision.trace.map((step, index) => (
                    <li key={index}>{step.words}</li>
                  ))}
                </ol>
                <details>
                  <summary className="link cursor-pointer">{t('decisions.facts')}</summary>
                  <pre
                    dir="ltr"
                    className="mt-2 max-h-80 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap"
                  >
                    {JSON.stringify(decision.facts, null, 2)}
                  </pre>
                </details>
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  )
}
