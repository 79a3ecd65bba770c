import type { Claim } from '#contract/claims'
import type { ReactNode } from 'react'
import { Card, CardHead } from '../../ui/card.tsx'
import { useClaimText } from './text.ts'

/** Why it was decided like that, and by whom; the words are those of whoever decided. */
export function DecisionCard({ claim, children }: { claim: Claim; children?: ReactNode }) {
  const { t, locale, format } = useClaimText()
  const { decision } = claim
  if (!decision) return null
  // What a person wrote is shown as they wrote it; what the rules say stands above it in the reader's language.
  const isReadable = decision.by === 'person' || locale === 'en'
  return (
    <Card>
      <CardHead title={t('decision.title')} />
      <div className="grid gap-3 px-5 pt-2 pb-5">
        {isReadable && decision.words && (
          <p dir="auto" className="wrap-anywhere whitespace-pre-line">
            {decision.words}
          </p>
        )}
        <p className="text-sm text-soft">
          {t(decision.by === 'person' ? 'decision.byPerson' : 'decision.byRules', { day: format.day(decision.at) })}
        </p>
        {children}
      </div>
    </Card>
  )
}
