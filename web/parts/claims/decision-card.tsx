import type { Claim } from '#contract/claims'
import { Card, CardHead } from '../../ui/card.tsx'
import { preferServerWords } from '../words.ts'
import { useClaimText } from './text.ts'
import type { Viewer } from './words.ts'

/** Why it was decided like that, and by whom; the words are those of whoever decided. */
export function DecisionCard({ claim, viewer }: { claim: Claim; viewer: Viewer }) {
  const { t, format } = useClaimText()
  const why = useWhy(viewer)
  const { decision } = claim
  if (!decision) return null
  const words = why(claim)
  const by = { person: 'decision.byPerson', rules: 'decision.byRules', agreement: 'decision.byAgreement' } as const
  return (
    <Card>
      <CardHead title={t('decision.title')} />
      <div className="grid gap-3 px-5 pt-2 pb-5">
        {words && (
          <p dir="auto" className="wrap-anywhere whitespace-pre-line">
            {words}
          </p>
        )}
        <p className="text-sm text-soft">{t(by[decision.by], { day: format.day(decision.at) })}</p>
      </div>
    </Card>
  )
}

/** What a person wrote is shown as they wrote it; what a rule says, in the words and the language of whoever reads it. */
function useWhy(viewer: Viewer): (claim: Claim) => string {
  const { t, has, locale } = useClaimText()
  return ({ decision }) => {
    if (!decision?.reason) return decision?.words ?? ''
    const key = `why.${viewer}.${decision.reason.code}`
    return preferServerWords(locale, decision.reason.words, has(key) ? t(key) : null)
  }
}
