import { filesAreHeldIn } from '#modules/files'
import { defineModule } from '#platform/module'
import { showFilesOfMessages } from './file-passage.ts'
import { conversationTopic, deskTopic } from './live.ts'
import { reactions } from './reactions.ts'
import { conversationRoutes } from './routes.ts'
import { conductRoutes } from './conduct/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { transcriptAtResolution } from './transcripts/at-resolution.ts'
import { transcriptRoutes } from './transcripts/routes.ts'

export { alertHolder } from './commands/alert-holder.ts'
export { adoptVisitor } from './commands/adopt-visitor.ts'
export { assignConversation, type Assignment } from './commands/assign-conversation.ts'
export { setAbout, setIntent, setTags } from './commands/change-conversation.ts'
export { goOnByChat, noteCalled, waitByPhone } from './commands/note-called.ts'
export { requireWelcome } from './conduct/require-welcome.ts'
export { articleSubjectsComeFrom, findSubject } from './subject.ts'
export { bodiesOf } from './bodies-of.ts'
export { checkAssignments, type PlannedAssignment, requireAssignable } from './assignment-checks.ts'
export { checkAnswers, type PlannedAnswer } from './answer-checks.ts'
export { followMessages, type PlacedMessage } from './placed-messages.ts'
export { findAnswer, findSaid, type Said } from './find-answer.ts'
export { goOnByMail } from './commands/go-on-by-mail.ts'
export { tellDesks } from './conduct/take-step.ts'
export { countConversationsOf, isShownTogether } from './of-people.ts'
export { conductOf, flagsOf } from './conduct/queries.ts'
export { countByIncident, linkIncident, openConversationsOfIncident } from './link-incident.ts'
export { findOpenAbout } from './find-open-about.ts'
export { listResolutions } from './list-resolutions.ts'
export { conversationFigures } from './day-figures.ts'
export { importConversations } from './history/import-conversations.ts'
export type { PastConversation, PastMessage, PastOutcome } from './history/past-conversation.ts'
export { lockConversation, type LockedConversation, lockVisible } from './commands/lock-conversation.ts'
export { moveMessage, undoMove } from './commands/move-message.ts'
export { openConversation, openConversations, type Opened, type OpenInput } from './commands/open-conversation.ts'
export { postMessage, type PostInput } from './commands/post-message.ts'
export { postNotice } from './commands/post-notice.ts'
export { requireJoined } from './commands/require-joined.ts'
export { reopenConversation } from './commands/reopen-conversation.ts'
export { conversationIdOfLink, conversationUrl } from './link-token.ts'
export { reachOf, unseenAnswer, type Reach } from './reach.ts'
export { drawTranscript } from './transcripts/draw-transcript.ts'
export { inboxOf, mayMailTo } from './transcripts/mails-to.ts'
export { transcriptOf, type Transcript } from './transcripts/transcript-of.ts'
export { writeTranscript } from './transcripts/write-text.ts'
export { findConduct } from './conduct/queries.ts'
export { findResolution, type ResolutionRecord } from './resolutions.ts'
export { closeConversations, resolveConversation } from './commands/resolve-conversation.ts'
export { presentConversations } from './present.ts'
export { presentMessages } from './present-messages.ts'
export {
  answeredAmong,
  familiesOf,
  findConversation,
  heldBySellers,
  loadConversations,
  loadVisibleConversations,
  sellersIn,
} from './queries.ts'
import { conversationsPersonal } from './personal.ts'
export { listConversations } from './list-conversations.ts'
export { textSent } from './as-seen.ts'
export { conversationsWaitingForSeller } from './waiting-for-seller.ts'
export { visibleConversations } from './visible.ts'
export { type ConversationTurns, turnsOf } from './turns.ts'
export { firstWordsOf } from './first-words.ts'
export { firstName, type Party } from './party.ts'
export type { ConversationRow, MessageRow } from './tables.ts'

showFilesOfMessages()
filesAreHeldIn('message_file', 'file_id')
filesAreHeldIn('draft', 'files', { list: true })

export const conversationsModule = defineModule({
  name: 'conversations',
  personal: conversationsPersonal,
  routes: [searchRoutes, conversationRoutes, transcriptRoutes, conductRoutes],
  reactions: [...reactions, transcriptAtResolution],
  topics: [conversationTopic, deskTopic],
})
