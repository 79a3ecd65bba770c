import type { Change } from '#contract/changes'
import type { Order } from '#contract/story'
import type { Tracking } from '#contract/deliveries'
import { useI18n } from '../kit/i18n/i18n.tsx'
import type { Locale } from '../kit/i18n/locales.ts'
import type { Values } from '../kit/i18n/messages.ts'
import { useParts } from './text.ts'

/**
 * The server writes its sentences in the store's language. In another language the catalog's own sentence for the same
 * code is used where there is one; it says less, but it can be read.
 */
export function preferServerWords(locale: Locale, words: string, catalogText: string | null): string {
  if (locale === 'en' && words) return words
  return catalogText ?? words
}

/** A sentence of the rules: in the store's language as the server says it, in others from the catalog, by its code. */
export function useRuleWords() {
  const { t, has, locale } = useI18n()
  return (kinds: string | string[], { code, words, params }: { code: string; words: string; params?: Values }) => {
    const key = [kinds]
      .flat()
      .map((kind) => `${kind}.${code}`)
      .find(has)
    if (locale === 'en' || !key) return words
    try {
      return t(key, params)
    } catch {
      // What was kept before its numbers were kept with it.
      return words
    }
  }
}

/** Where an order stands. */
export function useOrderWords() {
  const { t, locale } = useParts()
  return ({ words, status }: Pick<Order, 'words' | 'status'>) =>
    preferServerWords(locale, words, t(`orderStatus.${status}`))
}

/** Where a parcel is, and when it comes or came. */
export function useShipmentWords() {
  const { t, has, locale, format } = useParts()
  return (shipment: Tracking['shipments'][number]) => {
    const key = `shipment.${shipment.state}`
    const day = shipment.deliveredAt ?? shipment.promise?.deliverBy
    return preferServerWords(locale, shipment.words, day && has(key) ? t(key, { day: format.day(day) }) : null)
  }
}

/** What a change does, did, or did not do any more. */
export function useChangeWords() {
  const rule = useRuleWords()
  return ({ kind, state, words, onSilence }: Change) =>
    rule(`change.words.${kind}`, { code: state === 'preview' && onSilence ? 'request' : state, words })
}
