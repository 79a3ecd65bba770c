import type { Remedy } from '../../parts/remedy-card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { useShopper } from '../text.ts'

export type Variant = NonNullable<Remedy['variants']>[number]

/** Which one instead, each with what changes in price. */
export function ExchangeChoice({
  remedy,
  chosen,
  onChoose,
}: {
  remedy: Remedy
  chosen: Variant | null
  onChoose: (variant: Variant) => void
}) {
  const { t } = useShopper()
  const words = usePriceWords()
  const variants = remedy.variants ?? []
  return (
    <ChoiceList
      label={t('exchange.which')}
      value={chosen?.id ?? null}
      onChange={(id) => {
        const variant = variants.find((one) => one.id === id)
        if (variant) onChoose(variant)
      }}
      choices={variants.map((variant) => ({
        id: variant.id,
        label: <bdi>{nameOf(variant)}</bdi>,
        detail: words(variant),
      }))}
    />
  )
}

/** What it is called by what sets it apart, such as its size. */
function nameOf(variant: Variant): string {
  const options = Object.values(variant.options)
  return options.length > 0 ? options.join(', ') : variant.title
}

function usePriceWords() {
  const { t, format } = useShopper()
  return ({ difference, method }: Variant) => {
    const amount = format.money({ ...difference, amountMinor: Math.abs(difference.amountMinor) })
    if (difference.amountMinor === 0) return t('exchange.same')
    return difference.amountMinor > 0
      ? t('exchange.more', { amount, method: method ?? '' })
      : t('exchange.less', { amount })
  }
}

/** The words on the button, with the difference in them. */
export function useExchangeTitle() {
  const { t, format } = useShopper()
  return (variant: Variant | null): string => {
    if (!variant) return t('exchange.pick')
    const { difference } = variant
    const amount = format.money({ ...difference, amountMinor: Math.abs(difference.amountMinor) })
    // Kept together where the language runs the other way.
    const name = `\u2068${nameOf(variant)}\u2069`
    if (difference.amountMinor === 0) return t('exchange.take', { name })
    return difference.amountMinor > 0
      ? t('exchange.takePay', { name, amount })
      : t('exchange.takeBack', { name, amount })
  }
}
