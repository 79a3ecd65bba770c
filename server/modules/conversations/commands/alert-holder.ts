import { staffWhoSee } from '#modules/staff'
import type { Work } from '#platform/work'
import { partyOf, type Party } from '../party.ts'
import { lockConversation } from './lock-conversation.ts'
import type { Opened } from './open-conversation.ts'
import { postNote, type NoteInput } from './post-note.ts'
import { takeUp } from './reopen-conversation.ts'

interface Alert extends NoteInput {
  /** Whose note it is; the actor's, unless it is brought in for somebody. */
  author?: Party
}

/**
 * Has a matter taken up again by whoever holds it: it is open, and a note says why and names them, and whom it mentions besides; all as
 * far as they may see it.
 */
export async function alertHolder(
  work: Work,
  conversationId: string,
  { author, mentions = [], ...note }: Alert,
): Promise<Opened> {
  const found = await lockConversation(work, conversationId)
  const locked = found.root.state === 'open' ? found : await takeUp(work, found)
  const { assignee_id: holder, team_id: team } = locked.root
  const named = await staffWhoSee(work, team, [...(holder ? [holder] : []), ...mentions])
  return await postNote(work, locked, author ?? (await partyOf(work)), { ...note, mentions: [...named] })
}
