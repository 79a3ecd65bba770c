import type { Locale } from './locales.ts'

/** An amount in the smallest unit of its currency. */
export type Money = { amountMinor: number; currency: string }

// Latin digits in Arabic: order numbers, amounts and codes then read the same on screen, label and card statement.
const tags: Record<Locale, string> = { en: 'en-US', de: 'de-DE', ar: 'ar-u-nu-latn' }

/** Money, dates and times in words, in one language and zone. */
export function formats(locale: Locale, timeZone: string | undefined, now: () => Date) {
  const tag = tags[locale]
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const dates = new Map<string, Intl.DateTimeFormat>()
  const dateFormat = (options: Intl.DateTimeFormatOptions) => {
    const key = JSON.stringify(options)
    const known = dates.get(key)
    if (known) return known
    const made = new Intl.DateTimeFormat(tag, { timeZone: zone, ...options })
    dates.set(key, made)
    return made
  }
  const year = (date: Date) => dateFormat({ year: 'numeric' }).format(date)
  /** Days of the calendar since 1970 in the zone. */
  const dayNumber = (date: Date) => {
    const parts = new Map(
      new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric' })
        .formatToParts(date)
        .map((part) => [part.type, Number(part.value)]),
    )
    return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day')) / 86_400_000
  }
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const withYear = (date: Date, options: Intl.DateTimeFormatOptions) =>
    dateFormat(year(date) === year(now()) ? options : { ...options, year: 'numeric' }).format(date)

  return {
    tag,
    money({ amountMinor, currency }: Money) {
      const plain = new Intl.NumberFormat(tag, { style: 'currency', currency })
      const text = plain.format(amountMinor / 10 ** (plain.resolvedOptions().maximumFractionDigits ?? 2))
      // An amount reads from left to right in every language; the isolates keep its symbol at its side.
      return locale === 'ar' ? `\u2066${text.replace(/\u200f/g, '')}\u2069` : text
    },
    number: (value: number, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options).format(value),
    list: (values: string[], type: 'conjunction' | 'disjunction' = 'conjunction') =>
      new Intl.ListFormat(tag, { type }).format(values),
    /** "Friday, November 27"; the year only when it is another one. */
    day: (at: string | Date) => withYear(new Date(at), { weekday: 'long', month: 'long', day: 'numeric' }),
    /** "Fri, Nov 27" */
    shortDay: (at: string | Date) => withYear(new Date(at), { weekday: 'short', month: 'short', day: 'numeric' }),
    /** "November 27, 2026" */
    date: (at: string | Date) => dateFormat({ dateStyle: 'long' }).format(new Date(at)),
    /** "Nov 27, 2026" */
    shortDate: (at: string | Date) => dateFormat({ dateStyle: 'medium' }).format(new Date(at)),
    time: (at: string | Date) => dateFormat({ timeStyle: 'short' }).format(new Date(at)),
    /** "Nov 27, 4:05 PM" */
    moment: (at: string | Date) =>
      withYear(new Date(at), { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }),
    /** "Friday, November 27, 4:05 PM" */
    dayAndTime: (at: string | Date) =>
      withYear(new Date(at), { weekday: 'long', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' }),
    exact: (at: string | Date) => dateFormat({ dateStyle: 'full', timeStyle: 'long' }).format(new Date(at)),
    /** "in 3 hours", "2 days ago"; from a day on by the calendar, so that "tomorrow" is tomorrow's date. */
    fromNow(at: string | Date) {
      const seconds = (new Date(at).getTime() - now().getTime()) / 1000
      if (Math.abs(seconds) >= 86_400) return relative.format(dayNumber(new Date(at)) - dayNumber(now()), 'day')
      for (const [unit, size] of [
        ['hour', 3600],
        ['minute', 60],
      ] as const) {
        if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
      }
      return relative.format(0, 'minute')
    },
    isPast: (at: string | Date) => new Date(at).getTime() <= now().getTime(),
    now,
    zone,
  }
}
