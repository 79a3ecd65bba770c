import { assert } from '#platform/errors'
import type { Reader } from '#platform/work'

/**
 * A thing through which people see files, such as a conversation. A link made for it works as long as its viewer may see it: whoever
 * is no longer in it gets nothing, although the link itself still counts.
 */
export interface Passage {
  /** Whether the reader's actor sees this file in that thing. */
  shows(reader: Reader, thingId: string, fileId: string): Promise<boolean>
  /** Whether they see it in any thing of this kind; null when it is in none. */
  showsAny(reader: Reader, fileId: string): Promise<boolean | null>
}

const passages = new Map<string, Passage>()

/** Registers a kind of thing through which files are seen. */
export function filesAreSeenThrough(kind: string, passage: Passage): void {
  passages.set(kind, passage)
}

/** Whether the thing that a link was made through, such as `conversation:cnv_…`, still shows the file. */
export async function isStillShown(reader: Reader, through: string, fileId: string): Promise<boolean> {
  const colon = through.indexOf(':')
  const passage = passages.get(through.slice(0, colon))
  assert(passage, `files are seen through "${through}"`)
  return await passage.shows(reader, through.slice(colon + 1), fileId)
}

/** Whether a file lies only in things that the reader's actor may not see. */
export async function isHidden(reader: Reader, fileId: string): Promise<boolean> {
  const answers = await Promise.all([...passages.values()].map((passage) => passage.showsAny(reader, fileId)))
  return answers.includes(false) && !answers.includes(true)
}
