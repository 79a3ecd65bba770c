import type { AgentEndpoint } from './ports.ts'

/** Where an agent is reached: a desk phone signs in under the id of the person. */
export function agentEndpoint(staffId: string): AgentEndpoint {
  return { agentId: staffId, kind: 'desk_phone', account: staffId }
}
