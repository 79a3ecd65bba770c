import { findConversation } from '#modules/conversations'
import { ApiError } from '#platform/errors'
import { topic } from '#platform/live/topic'
import type { Reader } from '#platform/work'
import { readRequest } from './requests.ts'

/** `call:<request id>`: that something about it changed; for whoever asked, and for colleagues who see its conversation. */
export const callTopic = topic('call', { mayWatch: seesCall })

async function seesCall(reader: Reader, id: string): Promise<boolean> {
  const row = await readRequest(reader, id)
  if (!row) return false
  try {
    await findConversation(reader, row.conversation_id)
    return true
  } catch (error) {
    if (error instanceof ApiError) return false
    throw error
  }
}
