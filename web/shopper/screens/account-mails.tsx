import { lazy, Suspense } from 'react'
import { withTexts } from '../../kit/i18n/own-texts.ts'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { loadToldText } from '../joined-texts.ts'
import { useShopper } from '../text.ts'

const ToldChoices = lazy(async () => {
  const { ToldChoices: shown } = await withTexts(import('../told/choices.tsx'), loadToldText)
  return { default: shown }
})

/** How I want to be told, once its words are here. */
export function Mails() {
  const { t } = useShopper()
  return (
    <Suspense
      fallback={
        <Card className="px-5 py-4">
          <SkeletonRows rows={4} height="h-12" label={t('common.loading')} />
        </Card>
      }
    >
      <ToldChoices />
    </Suspense>
  )
}
