import { lazy, Suspense } from 'react'
import { preferredLocale } from '../../kit/i18n/locales.ts'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { loadToldText } from '../told/text.ts'
import { useShopper } from '../text.ts'

const ToldChoices = lazy(async () => {
  const [loaded] = await Promise.all([import('../told/choices.tsx'), loadToldText(preferredLocale())])
  return { default: loaded.ToldChoices }
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
