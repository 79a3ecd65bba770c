import type { Reader } from '#platform/work'

/** Whether whoever asks stands on our side of the desk: they see notes, assignment, tags and who else is there. */
export function isDesk({ actor }: Pick<Reader, 'actor'>): boolean {
  return actor.kind === 'staff' || actor.kind === 'key' || actor.kind === 'system'
}
