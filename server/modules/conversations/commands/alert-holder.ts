import { staffWhoSee } from '#modules/staff'
import type { Work } from '#platform/work'
import { partyOf } from '../party.ts'
import { lockConversation } from './lock-conversation.ts'
import { postNote } from './post-note.ts'
import { takeUp } from './reopen-conversation.ts'

/** Has a matter taken up again by whoever holds it: it is open, and a note says why and names them. */
export async function alertHolder(work: Work, conversationId: string, text: string): Promise<void> {
  const found = await lockConversation(work, conversationId)
  const locked = found.root.state === 'open' ? found : await takeUp(work, found)
  const { assignee_id: holder, team_id: team } = locked.root
  const mentions = holder && (await staffWhoSee(work, team, [holder])).has(holder) ? [holder] : []
  await postNote(work, locked, await partyOf(work), { text, mentions })
}
