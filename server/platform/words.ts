/** A day as people say it: `Friday, November 27`. @param zone IANA zone whose calendar counts */
export function dayInWords(date: Date, zone: string, locale = 'en-US'): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'long', day: 'numeric', timeZone: zone }).format(
    date,
  )
}

/** A moment as people say it: `Friday, November 27, 4:05 PM`. */
export function momentInWords(date: Date, zone: string, locale = 'en-US'): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  }).format(date)
}

/** `1 item`, `3 items`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
