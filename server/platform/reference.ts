/** A name that a thing has in the system it came from. References are unique per source. */
export interface Reference {
  source: string
  reference: string
}

/** The source of data that came in without naming one. */
export const defaultSource = 'import'

/** Takes `ref:<source>:<reference>` apart; undefined for anything else, such as an id of ours. References may hold colons. */
export function parseReference(anyId: string): Reference | undefined {
  const match = /^ref:([^:]+):(.+)$/s.exec(anyId)
  return match ? { source: match[1] as string, reference: match[2] as string } : undefined
}
