/** Comes with its routes. */
export function Searches() {
  return null
}
