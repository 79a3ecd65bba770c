/**
 * A draft with what was done told in it. What an opening only promised is over then, so its words go.
 * @param promises those words of the openings for this case that say what happens next
 */
export function tellDone(draft: string, promises: readonly string[], words: string): string {
  let kept = draft
  for (const promise of promises) if (promise) kept = kept.replaceAll(` ${promise}`, '').replaceAll(promise, '')
  return kept.trim() ? `${kept.trimEnd()}\n\n${words}` : words
}
