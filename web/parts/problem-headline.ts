import type { Problem } from '#contract/problems'
import { useParts } from './text.ts'
import { preferServerWords } from './words.ts'

/** What a problem’s page begins with, where the server only speaks the store’s language in that of whoever reads. */
export function useProblemHeadline() {
  const { t, locale, format } = useParts()
  return (problem: Problem): string => preferServerWords(locale, problem.headline, headline(problem))

  function headline(problem: Problem): string | null {
    const may = (action: Problem['allowed'][number]['action']) => problem.allowed.some((one) => one.action === action)
    if (problem.state === 'turned_up') return t('problem.headline.turned_up')
    if (problem.state === 'withdrawn') return t('problem.headline.withdrawn')
    if (problem.review) return t('problem.headline.review', { moment: format.dayAndTime(problem.review.decideBy) })
    if (may('take_remedy') && may('add_photos') && problem.photos?.missing) return t('problem.headline.photo')
    if (problem.exchange?.waitsForPayment) return t('problem.headline.exchangeUnpaid')
    if (problem.taken?.kind === 'return_for_refund') return t('problem.headline.sendBack')
    if (problem.taken?.kind === 'parts') return t('problem.headline.parts')
    if (problem.replacement?.state === 'delivered') return t('problem.headline.replacementThere')
    if (problem.replacement?.expectedBy) return ofReplacement(problem.replacement, problem.replacement.expectedBy)
    if (problem.refund) return t('problem.headline.refund', { amount: format.money(problem.refund.amount) })
    if (problem.waitUntil && !format.isPast(problem.waitUntil))
      return t('problem.headline.wait', { moment: format.dayAndTime(problem.waitUntil) })
    return may('take_remedy') ? t('problem.headline.choose') : null
  }

  function ofReplacement({ late, promisedBy }: NonNullable<Problem['replacement']>, expectedBy: string): string {
    const day = format.day(expectedBy)
    if (late) return t('problem.headline.replacementLate', { day })
    return promisedBy && expectedBy > promisedBy
      ? t('problem.headline.replacementMoved', { day, first: format.day(promisedBy) })
      : t('problem.headline.replacement', { day })
  }
}
