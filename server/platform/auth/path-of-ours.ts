/** A path of ours to go on to, as browsers will read it; undefined for everything else, such as an address of another site. */
export function pathOfOurs(given: string | undefined): string | undefined {
  const base = 'http://ours.invalid'
  // Browsers take a backslash for a slash and leave out tabs and line ends.
  const isPath = given !== undefined && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(given) && URL.canParse(given, base)
  if (!isPath) return undefined
  const { origin, pathname, search, hash } = new URL(given, base)
  // Dots may have made another path of it.
  return origin === base && !pathname.startsWith('//') && !/^\/api(\/|$)/.test(pathname)
    ? pathname + search + hash
    : undefined
}
