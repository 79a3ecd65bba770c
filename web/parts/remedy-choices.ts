import type { Remedy } from './remedy-card.tsx'
import { useRemedyTitle } from './remedy-card.tsx'
import { useParts } from './text.ts'

/** One thing that can be given: a remedy, and for an exchange what is sent instead. */
export interface RemedyChoice {
  id: string
  title: string
  remedy: Remedy
  variant: string | undefined
}

/** Remedies as single choices, an exchange as one for each variant: for people who give them on somebody's behalf. */
export function useRemedyChoices() {
  const { t, format } = useParts()
  const title = useRemedyTitle()
  return <R extends Remedy>(remedies: readonly R[]): (RemedyChoice & { remedy: R })[] =>
    remedies.flatMap((remedy): (RemedyChoice & { remedy: R })[] =>
      remedy.kind !== 'exchange'
        ? [{ id: remedy.id, title: title(remedy), remedy, variant: undefined }]
        : (remedy.variants ?? []).map((variant) => ({
            id: `${remedy.id}:${variant.id}`,
            title: t('exchange.forVariant', {
              name: `\u2068${Object.values(variant.options).join(', ') || variant.title}\u2069`,
              difference: `\u2068${variant.difference.amountMinor > 0 ? '+' : ''}${format.money(variant.difference)}\u2069`,
            }),
            remedy,
            variant: variant.id,
          })),
    )
}
