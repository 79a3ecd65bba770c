import { refuse } from '#platform/errors'

/** Somebody else saved since this was read. */
export function changedMeanwhile(): never {
  return refuse('changed_meanwhile', undefined, 'Somebody changed this meanwhile. Load it again.')
}
