import { remember, remembered } from '../storage.ts'

/** Languages that the apps are written in. */
export const locales = {
  en: { label: 'English', direction: 'ltr' },
  de: { label: 'Deutsch', direction: 'ltr' },
  ar: { label: 'العربية', direction: 'rtl' },
} as const

export type Locale = keyof typeof locales

const storageKey = 'makeright.locale'

/** The language chosen here before, else the first of the browser's that we have, else English. */
export function preferredLocale(): Locale {
  const wanted = [remembered(storageKey), ...navigator.languages]
  return wanted.map((tag) => tag?.slice(0, 2)).find(isLocale) ?? 'en'
}

/** Keeps the choice and starts the page anew in that language. */
export function chooseLocale(locale: Locale) {
  remember(storageKey, locale)
  // Pages that the server draws hear of it this way.
  document.cookie = `language=${locale}; path=/; max-age=31536000; samesite=lax`
  location.reload()
}

function isLocale(tag: string | undefined): tag is Locale {
  return tag !== undefined && tag in locales
}
