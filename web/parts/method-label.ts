import { useParts } from './text.ts'

const names = {
  card: 'method.card',
  'gift card': 'method.gift_card',
  'store credit': 'method.store_credit',
  'bank account': 'method.bank',
  'original payment method': 'method.other',
} as const

/** What a payment method is called, in the page's language: stores call them in English, such as “Gift card ending 8812”. */
export function useMethodLabel() {
  const { t, locale } = useParts()
  return (label: string): string => {
    if (locale === 'en') return label
    const [, called = label, digits] = /^(.+) ending (?:in )?(\d{2,6})$/i.exec(label) ?? []
    const key = names[called.toLowerCase() as keyof typeof names]
    const name = key ? t(key) : called
    return digits ? t('method.ending', { name, digits }) : name
  }
}
