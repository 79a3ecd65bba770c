import type { ReactNode } from 'react'
import { createContext, useContext } from 'react'
import { formats } from '../kit/i18n/formats.ts'
import { type Locale, locales } from '../kit/i18n/locales.ts'
import { formatter, type Messages, type Values } from '../kit/i18n/messages.ts'
import ar from './messages/ar.json'
import de from './messages/de.json'
import en from './messages/en.json'

type Key = Extract<keyof typeof en, string>

const catalogs: Record<Locale, Messages> = { en, de, ar }
const texts = new Map<Locale, ReturnType<typeof formatter>>()

/** The language of the pages' own words for a page in any language. */
export function wordsFor(locale: string): Locale {
  const language = locale.slice(0, 2)
  return language in locales ? (language as Locale) : 'en'
}

/** Whether a language is written from right to left. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur|ps|sd|ug|yi|dv|ckb)\b/.test(locale) ? 'rtl' : 'ltr'
}

/** A language by its own name, such as “Deutsch”. */
export function languageName(locale: string): string {
  const name = new Intl.DisplayNames(locale, { type: 'language', fallback: 'code' }).of(locale) ?? locale
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

export interface HelpText {
  /** Language of the page's content. */
  locale: string
  /** `lang` for the pages' own words, where that is another one. */
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
  t(key: Key, values?: Values): string
  has(key: string): key is Key
  format: ReturnType<typeof formats>
}

/** Our own words for whoever wants a language: in it, or in English. */
export function wordsIn(wanted: string): { locale: Locale; t: HelpText['t'] } {
  const locale = wordsFor(wanted)
  return { locale, t: formatterOf(locale).text }
}

/** Words and formats of a page. */
export function helpText(locale: string, timeZone: string, now: Date): HelpText {
  const own = wordsFor(locale)
  const known = formatterOf(own)
  const isOther = !locale.startsWith(own)
  return {
    locale,
    lang: isOther ? own : undefined,
    dir: isOther ? directionOf(own) : undefined,
    t: known.text,
    has: (key: string): key is Key => known.has(key),
    format: formats(own, timeZone, () => now),
  }
}

function formatterOf(locale: Locale): ReturnType<typeof formatter> {
  const known = texts.get(locale) ?? formatter(locale, catalogs[locale])
  texts.set(locale, known)
  return known
}

const Context = createContext<HelpText | null>(null)

/** Gives a page its words. */
export function TextProvider({ text, children }: { text: HelpText; children: ReactNode }) {
  return <Context value={text}>{children}</Context>
}

/** Words and formats of the page. */
export function useText(): HelpText {
  const text = useContext(Context)
  if (!text) throw new Error('TextProvider is missing')
  return text
}
