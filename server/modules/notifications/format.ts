import { IntlMessageFormat } from 'intl-messageformat'
import { unknownDevice } from '#platform/auth/device-name'
import { formatMoney, type Money } from '#platform/money'
import { dayInWords, exactInWords, momentInWords } from '#platform/words'
import { placeholderOf, withoutPlaceholders, type HiddenValues } from './hidden.ts'
import type { Voice } from './locale.ts'
import type { Day, Exact, Hidden, Moment, MoneyLine, Things } from './templates.ts'

/** A voice in a time zone: how values become words. */
export interface Speaker extends Voice {
  zone: string
}

type Value = string | number | Money | Day | Moment | Exact | Hidden | Things | null | undefined

/** Writes one ICU message. Values that are absent select `none`. */
export function say(speaker: Speaker, message: string, values: Record<string, string | number>): string {
  return String(formatterOf(message, speaker.locale).format(values))
    .replaceAll(/[ \t]+/g, ' ')
    .trim()
}

/** Turns a mail's values into words, and notes what is to be filled in later. */
export function valuesOf(
  speaker: Speaker,
  params: Record<string, unknown>,
): { values: Record<string, string | number>; hidden: HiddenValues } {
  const values: Record<string, string | number> = {}
  const hidden: HiddenValues = {}
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) continue
    values[name] = wordsOf(speaker, name, value as Value)
    if (isObject(value) && 'hidden' in value) hidden[name] = (value as Hidden).hidden
  }
  return { values, hidden }
}

/** Where money goes: what stands on the left, and the amount with its day on the right. */
export function moneyLineOf(speaker: Speaker, line: MoneyLine): { label: string; value: string } {
  const amount = wordsOf(speaker, 'amount', line.amount)
  const { lineBy, lineSoon } = speaker.catalog
  const value = line.by
    ? say(speaker, lineBy, { amount, day: wordsOf(speaker, 'day', line.by) })
    : say(speaker, lineSoon, { amount })
  return { label: methodOf(speaker, plain(line.label)), value }
}

function methodOf(speaker: Speaker, label: string): string {
  const { methods, ending } = speaker.catalog
  const [, called = label, digits] = /^(.+) ending (?:in )?(\d{2,6})$/i.exec(label) ?? []
  const known = called.toLowerCase()
  // In English the store's own words stand as they are.
  if (speaker.locale.startsWith('en')) return label
  const name = Object.hasOwn(methods, known) ? methods[known as keyof typeof methods] : isolated(speaker, called)
  return digits ? say(speaker, ending, { name, digits }) : name
}

function wordsOf(speaker: Speaker, name: string, value: Value): string | number {
  if (value === null || value === undefined || value === '') return 'none'
  if (typeof value === 'number') return value
  if (typeof value === 'string') return name === 'device' ? deviceOf(speaker, value) : isolated(speaker, plain(value))
  if ('amountMinor' in value) return amountOf(speaker, formatMoney(value, speaker.locale))
  if ('day' in value) return dayInWords(value.day, speaker.zone, speaker.locale)
  if ('moment' in value) return momentInWords(value.moment, speaker.zone, speaker.locale)
  if ('exact' in value) return exactInWords(value.exact, speaker.zone, speaker.locale)
  if ('hidden' in value) return placeholderOf(name)
  return say(speaker, speaker.catalog.things, {
    title: isolated(speaker, plain(value.title)),
    count: Math.max(1, value.count),
    more: value.count - 1,
  })
}

// Devices are noted in English, `Chrome on Windows`. One that nothing is known of is none.
function deviceOf(speaker: Speaker, value: string): string {
  if (value === unknownDevice) return 'none'
  const [, browser, system] = /^(.+) on (.+)$/.exec(plain(value)) ?? []
  if (browser === undefined || system === undefined) return isolated(speaker, plain(value))
  return say(speaker, speaker.catalog.deviceOn, {
    browser: isolated(speaker, browser),
    system: isolated(speaker, system),
  })
}

// One line, and nothing that looks like a placeholder of ours.
function plain(text: string): string {
  return withoutPlaceholders(text)
    .replaceAll(/[\r\n\t]+/g, ' ')
    .replaceAll(/\s{2,}/g, ' ')
    .trim()
    .slice(0, 1_000)
}

/** A Latin name or a number such as `#1001` inside Arabic text pulls nothing around it out of order. Choices such as "cancel" stay as they are. */
export function isolated(speaker: Speaker, text: string): string {
  return speaker.direction === 'rtl' && !/^[a-z_]+$/.test(text) ? `\u2068${text}\u2069` : text
}

// "45.99 US$" turned around would be "$US 45.99"; with a symbol in the reader's own letters it is right as it is.
function amountOf(speaker: Speaker, amount: string): string {
  if (speaker.direction === 'ltr' || /\p{Script=Arabic}/u.test(amount.replaceAll(/\p{Nd}|[٫٬]/gu, '')))
    return isolated(speaker, amount)
  return `\u2066${amount.replaceAll('\u200f', '')}\u2069`
}

const formatters = new Map<string, IntlMessageFormat>()

function formatterOf(message: string, locale: string): IntlMessageFormat {
  const key = `${locale}\n${message}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
    if (formatters.size > 2000) formatters.clear()
    formatters.set(key, formatter)
  }
  return formatter
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
