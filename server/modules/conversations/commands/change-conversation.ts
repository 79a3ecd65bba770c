import { invalid } from '#platform/errors'
import type { Work } from '#platform/work'
import { cleanLine } from '../clean-text.ts'
import { conversationChanged } from '../events.ts'
import { findSubject, type SubjectInput } from '../subject.ts'
import { provedIdsOf } from '#modules/customers'
import type { ConversationRow } from '../tables.ts'
import { lockConversation, lockVisible, saveConversation } from './lock-conversation.ts'

/** Sets the tags of a conversation: small letters, each once. */
export async function setTags(work: Work, input: { id: string; tags: string[] }): Promise<ConversationRow> {
  const { row } = await lockVisible(work, input.id)
  const tags = [
    ...new Set(input.tags.map((tag) => cleanLine(tag).toLowerCase()).filter((tag) => tag !== '')),
  ].toSorted()
  if (tags.join('\n') === row.tags.join('\n')) return row
  return await change(work, row, { tags }, ['tags'])
}

/** Links a conversation with a thing of the same shopper, or with none. Another shopper's thing is refused like an unknown one. */
export async function setAbout(
  work: Work,
  input: { id: string; about: SubjectInput | null },
): Promise<ConversationRow> {
  const { row } = await lockVisible(work, input.id)
  if (input.about === null)
    return await change(work, row, { about_kind: null, about_id: null, order_id: null }, ['about'])
  const found = await findSubject(work, input.about)
  const ids = row.customer_id ? await provedIdsOf(work, row.customer_id) : []
  if (found.customerId !== null && !ids.includes(found.customerId))
    invalid('about', 'about should be a thing of the same shopper.', 'another_shopper')
  return await change(work, row, { about_kind: found.kind, about_id: found.id, order_id: found.orderId }, ['about'])
}

/**
 * Notes what a conversation is about, as somebody said or the words suggest.
 * @param confidence from 0 to 1; 1 when a person said it
 */
export async function setIntent(
  work: Work,
  conversationId: string,
  intent: { code: string | null; confidence?: number; priority?: number },
): Promise<ConversationRow> {
  const { root } = await lockConversation(work, conversationId)
  const changes = {
    intent: intent.code,
    intent_confidence: intent.code === null ? null : (intent.confidence ?? 1),
    ...(intent.priority === undefined ? {} : { priority: intent.priority }),
  }
  const same =
    root.intent === changes.intent &&
    root.intent_confidence === changes.intent_confidence &&
    (intent.priority === undefined || root.priority === intent.priority)
  if (same) return root
  return await change(work, root, changes, intent.priority === undefined ? ['intent'] : ['intent', 'priority'])
}

async function change(
  work: Work,
  row: ConversationRow,
  changes: Partial<ConversationRow>,
  fields: string[],
): Promise<ConversationRow> {
  const after = await saveConversation(work, row, changes)
  const id = row.merged_into ?? row.id
  await work.emit(conversationChanged, { kind: 'desk', id }, { conversationId: row.id, fields })
  return after
}
