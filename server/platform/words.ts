import { localeToWriteIn } from './canonical-locale.ts'

/** A day as people say it: `Friday, November 27`. @param zone IANA zone whose calendar counts */
export function dayInWords(date: Date, zone: string, locale = 'en-US'): string {
  return formatter(locale, zone, 'day').format(date)
}

/** A moment as people say it: `Friday, November 27, 4:05 PM`. */
export function momentInWords(date: Date, zone: string, locale = 'en-US'): string {
  return formatter(locale, zone, 'moment').format(date)
}

/** A moment as a receipt says it, with year and zone: `Friday, November 27, 2026 at 4:05:12 PM PST`. */
export function exactInWords(date: Date, zone: string, locale = 'en-US'): string {
  return formatter(locale, zone, 'exact').format(date)
}

/** `1 item`, `3 items`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

const forms = {
  day: { weekday: 'long', month: 'long', day: 'numeric' },
  moment: { weekday: 'long', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  exact: { dateStyle: 'full', timeStyle: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

// Making a formatter costs a thousand times what using it does. There are only so many zones and languages.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string, zone: string, form: keyof typeof forms): Intl.DateTimeFormat {
  const key = `${form}|${locale}|${zone}`
  const known = formatters.get(key)
  if (known) return known
  if (formatters.size > 1_000) formatters.clear()
  const made = new Intl.DateTimeFormat(localeToWriteIn(locale), { ...forms[form], timeZone: zone })
  formatters.set(key, made)
  return made
}
