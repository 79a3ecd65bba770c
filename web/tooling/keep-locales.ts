import type { Plugin } from 'vite'

/** React Aria ships its few spoken strings in 34 languages; this keeps the ones that our catalogs have. */
export function keepLocales(locales: string[]): Plugin {
  const keep = new Set(locales)
  return {
    name: 'makeright:keep-locales',
    enforce: 'pre',
    load(id) {
      const locale = /react-(?:aria|stately)[^?]*\/intl\/[^/]+\/([a-z]{2}-[A-Z]{2})\.mjs/.exec(id)?.[1]
      if (locale && !keep.has(locale)) return 'export default {}'
    },
  }
}
