/** A place inside the portal to go to after signing in; undefined for anything that a browser could take for another site. */
export function safePath(then: string | undefined): string | undefined {
  if (!then || then.length > 500 || !/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(then)) return undefined
  const url = new URL(then, 'http://here.invalid')
  const path = url.pathname + url.search + url.hash
  // What is left of `/a/..//elsewhere` would be another site again.
  return url.origin === 'http://here.invalid' && !path.startsWith('//') ? path : undefined
}
