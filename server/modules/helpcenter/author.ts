import { findStaff } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import type { Reader } from '#platform/work'

/** Who writes, as it is kept: an id of a colleague, or which program it was. */
export function authorOf({ actor }: Pick<Reader, 'actor'>): string {
  return actor.kind === 'staff' ? actor.staffId : actorKey(actor)
}

/** Names of authors by what was kept; programs keep theirs, without what they are. */
export async function authorNames(
  reader: Reader,
  authors: readonly (string | null)[],
): Promise<(by: string) => string> {
  const people = await findStaff(
    reader,
    authors.filter((by) => by !== null),
  )
  return (by) => people.get(by)?.name ?? by.replace(/^(system|key):/, '')
}
