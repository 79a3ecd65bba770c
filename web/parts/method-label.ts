import { useParts } from './text.ts'

/** What a payment method is called, in the page's language: stores call them in English, such as “Gift card ending 8812”. */
export function useMethodLabel() {
  const { t, has, locale } = useParts()
  return (label: string): string => {
    if (locale === 'en') return label
    const [, called = label, digits] = /^(.+) ending (?:in )?(\d+)$/i.exec(label) ?? []
    const key = `method.${called.toLowerCase().replaceAll(' ', '_')}`
    const name = has(key) ? t(key) : called
    return digits ? t('method.ending', { name, digits }) : name
  }
}
