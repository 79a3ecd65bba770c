import type { Claim } from '#contract/claims'
import { Card, CardHead } from '../../ui/card.tsx'
import { useClaimText } from './text.ts'
import type { Viewer } from './words.ts'

/** Why it was decided like that, and by whom; the words are those of whoever decided. */
export function DecisionCard({ claim, viewer }: { claim: Claim; viewer: Viewer }) {
  const { t, locale, format } = useClaimText()
  const { decision } = claim
  if (!decision) return null
  // What a person wrote is shown as they wrote it. The rules speak to the shopper, and above it in the reader's language.
  const isReadable = decision.by === 'person' || (locale === 'en' && viewer === 'shopper')
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
      </div>
    </Card>
  )
}
