import { findConversation } from '#modules/conversations'
import { ApiError, notFound } from '#platform/errors'
import type { RawContext } from '#platform/contract/routes'
import { topic } from '#platform/live/topic'
import type { Reader } from '#platform/work'
import type * as z from 'zod'
import { callChanged, callTried } from './events.ts'
import { isAskedToTake } from './passes.ts'
import { browserLine, type TalkSide } from './ports.ts'
import { readAttempt, readRequest } from './requests.ts'
import type { AttemptState, CallAttemptRow } from './tables.ts'
import type { calls } from './contract.ts'

type Side = (typeof calls)['PUT /calls/:id/side']

/**
 * `talk:<call id>`: how the two browsers of a call find each other, or a headset and what carries its sound. Only the two who speak watch it and say something there, as long
 * as the call is under way; what is said is kept nowhere.
 */
export const talkTopic = topic('talk', {
  carriesData: true,
  mayWatch: async (reader, id) => (await sideOf(reader, id)) !== undefined,
  async maySignal(reader, id, { signal }) {
    const side = signal === 'peer' ? await sideOf(reader, id) : undefined
    return side ? { kind: side.is.of, id: '', name: '' } : null
  },
  mayRevoke({ name, payload }) {
    if (name !== callTried.name && name !== callChanged.name) return undefined
    const { attemptId } = payload as { attemptId?: string }
    return attemptId === undefined ? undefined : [attemptId]
  },
})

/** What a page says of its side of a call in the browser. */
export async function saySide(context: RawContext<z.output<Side['input']>>): Promise<z.input<Side['output']>> {
  const { id, ...said } = context.input
  const side = await sideOf(context.read(), id)
  if (!side) return notFound('call')
  const line = context.app.ports.get(browserLine)
  const { attempt } = side
  if (attempt.headset) return { state: lineStates[attempt.state], ...(await line.hearHeadset(id, said)) }
  return (await line.hear(id, side.is, said)) ?? notFound('call')
}

/** A call with a headset stands as its own line has told. */
const lineStates: Record<AttemptState, z.input<Side['output']>['state']> = {
  placing: 'calling_agent',
  agent: 'calling_agent',
  shopper: 'calling_shopper',
  talking: 'bridged',
  held: 'held',
  ended: 'ended',
}

/** Which side of a call in the browser is the actor's; undefined for everybody else, and once it is over. */
async function sideOf(reader: Reader, callId: string): Promise<{ is: TalkSide; attempt: CallAttemptRow } | undefined> {
  const attempt = await readAttempt(reader, callId)
  if (!attempt || attempt.state === 'ended') return undefined
  const request = await readRequest(reader, attempt.request_id)
  if (request?.way !== 'browser' && !attempt.headset) return undefined
  const { actor } = reader
  if (actor.kind === 'staff')
    return actor.staffId === attempt.staff_id || (request?.way === 'browser' && (await isAskedToTake(reader, callId)))
      ? { is: { of: 'agent', agentId: actor.staffId }, attempt }
      : undefined
  if (actor.kind === 'key' || attempt.headset || !request) return undefined
  try {
    await findConversation(reader, request.conversation_id)
    return { is: { of: 'shopper' }, attempt }
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}
