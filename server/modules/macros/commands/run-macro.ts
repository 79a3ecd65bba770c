import {
  assignConversation,
  lockConversation,
  lockVisible,
  postMessage,
  resolveConversation,
  setTags,
  type ConversationRow,
} from '#modules/conversations'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { fillMacro } from '../fill-macro.ts'
import { findMacro } from '../queries.ts'
import type { Action } from '../tables.ts'
import { fillTemplate, holesIn, readTemplate, type Values } from '../template.ts'
import type { VariableName } from '../variables.ts'

export interface Run {
  id: string
  conversation: string
  /** As somebody edited it; otherwise as filled. */
  text?: string | undefined
  clientId: string
}

/**
 * Sends a macro's words and does its actions in one transaction: all of it, or nothing. Words with a hole are refused
 * (`variable_empty`) with the names of what is empty. The same client id again answers what was done. A rule does the same as a hand.
 */
export async function runMacro(work: Work, input: Run): Promise<{ messageId: string | null; done: string[] }> {
  const macro = await findMacro(work, input.id)
  const { row } = await lockVisible(work, input.conversation)
  const { text: filled, empty, values } = await fillMacro(work, macro, row)
  const text = input.text ?? filled
  requireWhole(input.text === undefined ? empty : holesIn(text, values))
  const notes = macro.actions.map((action) => (action.do === 'note' ? noteOf(action.text, values) : ''))
  let messageId: string | null = null
  if (text.trim() !== '') {
    const { message } = await postMessage(work, { id: row.id, text, clientId: input.clientId })
    messageId = message.id
    if (isRepeat(message, row)) return { messageId, done: macro.actions.map(nameOf) }
  }
  const saysNothing = messageId === null && macro.actions.every((action) => action.do !== 'note')
  for (const [index, action] of inOrder(macro.actions)) {
    const said = { note: notes[index] ?? '', clientId: `${input.clientId}.${index}` }
    if ((await act(work, row, action, { ...said, saysNothing })) === 'done_before') break
  }
  return { messageId, done: macro.actions.map(nameOf) }
}

// The answer to a repeat: what was stored before stands behind nothing new.
function isRepeat(message: { conversation_id: string; position: number }, row: ConversationRow): boolean {
  return message.conversation_id !== row.id || message.position <= row.last_position
}

function noteOf(text: string, values: Values): string {
  const { text: filled, empty } = fillTemplate(readTemplate(text), values)
  requireWhole(empty)
  return filled
}

function requireWhole(empty: readonly VariableName[]): void {
  if (empty.length > 0)
    refuse('variable_empty', { variables: empty }, `Nothing was sent: ${empty.join(', ')} is empty. Write it out.`)
}

// Handed over last: whoever sends it may not see it any more then.
function inOrder(actions: readonly Action[]): [number, Action][] {
  const last = (action: Action) => (action.do === 'assign_team' ? 2 : action.do === 'resolve' ? 1 : 0)
  return [...actions.entries()].toSorted(([, one], [, other]) => last(one) - last(other))
}

async function act(
  work: Work,
  conversation: ConversationRow,
  action: Action,
  { note, clientId, saysNothing }: { note: string; clientId: string; saysNothing: boolean },
): Promise<'done_before' | undefined> {
  const { id } = conversation
  switch (action.do) {
    case 'note': {
      const { message } = await postMessage(work, { id, kind: 'note', text: note, clientId })
      return isRepeat(message, conversation) ? 'done_before' : undefined
    }
    case 'tag': {
      const { row } = await lockConversation(work, id)
      await setTags(work, { id, tags: [...row.tags, action.tag] })
      return
    }
    case 'resolve':
      // Nothing but the state tells a repeat of what says nothing, and nothing is doubled by it.
      if (saysNothing && (await lockConversation(work, id)).root.state === 'resolved') return
      await resolveConversation(work, id, { cause: action.cause })
      return
    case 'assign_team':
      await assignConversation(work, id, { teamId: action.team })
  }
}

function nameOf(action: Action): string {
  switch (action.do) {
    case 'tag':
      return `tag:${action.tag}`
    case 'assign_team':
      return `assign_team:${action.team}`
    case 'resolve':
      return `resolve:${action.cause}`
    case 'note':
      return 'note'
  }
}
