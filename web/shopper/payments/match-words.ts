import { useMethodLabel } from '../../parts/method-label.ts'
import { useShopper } from '../text.ts'
import type { Match } from './data.ts'
import { isolated } from './isolate.ts'

/** A match as a sentence. */
export function useMatchWords() {
  const { t, format, locale } = useShopper()
  const isolate = isolated(locale)
  const method = useMethodLabel()
  return ({ kind, order, amount, at, parts }: Match): string => {
    const [first] = parts
    const sumOf = (what: 'charge' | 'refund') =>
      format.money({
        amountMinor: Math.abs(
          parts.filter((part) => part.what === what).reduce((sum, part) => sum + part.amount.amountMinor, 0),
        ),
        currency: amount.currency,
      })
    return t(`charge.is.${kind}`, {
      number: isolate(order.reference),
      amount: format.money(amount),
      day: isolate(format.day(at)),
      label: isolate(method(first?.label ?? '') || t('payments.yourCard')),
      count: parts.length,
      charged: sumOf('charge'),
      back: sumOf('refund'),
    })
  }
}
