/** A language tag as it is usually written, such as `de-AT` for `de_at`; undefined for what is none. */
export function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}

/**
 * A language in which dates and amounts can be written, for one as a storefront or a browser wrote it: `de-AT` for `de_AT`, `de` for
 * `de_AT.UTF-8`; English where it is none at all.
 */
export function localeToWriteIn(tag: string): string {
  return canonicalLocale(tag) ?? canonicalLocale(/^[a-z]+/i.exec(tag)?.[0] ?? '') ?? 'en-US'
}
