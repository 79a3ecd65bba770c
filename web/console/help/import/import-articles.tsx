/** Comes with its routes. */
export function ImportArticles() {
  return null
}
