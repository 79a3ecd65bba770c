import { OutsideError } from '#platform/outside-error'
import type { CallToPlace } from '../../modules/calls/ports.ts'

const e164 = /^\+[1-9]\d{6,14}$/

/** Throws where a call cannot be meant: nothing of it reaches a network. */
export function checkCall({ callId, agents, to, callerId }: CallToPlace): void {
  const refuse = (code: string, message: string) => {
    throw new OutsideError('refused', code, message)
  }
  if (!/^[\w-]{1,64}$/.test(callId)) refuse('invalid_call', 'The id of the call is not one')
  if (agents.length === 0) refuse('invalid_call', 'Nobody is to take the call')
  if (to.kind === 'phone' && !e164.test(to.number)) refuse('invalid_number', 'The number is not in international form')
  if (agents.some((agent) => agent.kind === 'phone' && !e164.test(agent.number)))
    refuse('invalid_number', 'The number of an agent is not in international form')
  if (callerId !== undefined && !e164.test(callerId))
    refuse('invalid_number', 'The caller is not in international form')
}
