import { useI18n } from './i18n.tsx'
import { type Locale, preferredLocale } from './locales.ts'
import { formatter, type Messages, type Values } from './messages.ts'

/** One catalog in each language, loaded only when it is asked for. */
type Catalogs = Record<Locale, () => Promise<{ default: Messages }>>

/**
 * Words that only some screens need: `load` before one of these is shown, `use` in it.
 * A page's language does not change while it is open.
 */
export function ownTexts<Key extends string>(catalogs: Catalogs) {
  let texts: ReturnType<typeof formatter> | undefined
  return {
    async load(locale: Locale): Promise<void> {
      texts ??= formatter(locale, (await catalogs[locale]()).default)
    },
    use() {
      const { locale, format } = useI18n()
      if (!texts) throw new Error('These texts have not been loaded')
      const { text, has } = texts
      return {
        t: (key: Key, values?: Values) => text(key, values),
        has: (key: string): key is Key => has(key),
        locale,
        format,
      }
    },
  }
}

/** A screen, once the words that only screens like it need are here: `withTexts(import('./claims.tsx'), loadClaimText)`. */
export async function withTexts<Screen>(
  screen: Promise<Screen>,
  ...loads: ((locale: Locale) => Promise<void>)[]
): Promise<Screen> {
  const [loaded] = await Promise.all([screen, ...loads.map((load) => load(preferredLocale()))])
  return loaded
}
