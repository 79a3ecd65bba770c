/**
 * What happened, as the shopper's message says it. Each begins with words that routing knows as danger, so that it comes first
 * wherever it is read.
 */
const words = {
  en: {
    person: 'Someone was hurt',
    property: 'It damaged something of mine, and it may be dangerous',
    unknown: 'It hurt someone, or could',
  },
  de: {
    person: 'Jemand wurde verletzt',
    property: 'Es hat etwas von mir beschädigt und kann gefährlich sein',
    unknown: 'Es hat jemanden verletzt oder könnte es',
  },
  ar: {
    person: 'أصيب شخص: جرح أو اصابة',
    property: 'أتلف شيئًا لي وقد يكون خطر',
    unknown: 'حدثت اصابة أو قد تحدث',
  },
} as const

export function harmWords(
  locale: string,
  { who, title, note }: { who: 'person' | 'property' | null; title: string; note: string | null },
): string {
  const language = locale.slice(0, 2)
  const said = words[language === 'de' || language === 'ar' ? language : 'en'][who ?? 'unknown']
  return [`${said}: ${title}`, ...(note ? [note] : [])].join('\n\n')
}
