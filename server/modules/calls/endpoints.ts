import type { Ports } from '#platform/port'
import { browserLine, telephonyPort, type AgentEndpoint, type CallToPlace, type TelephonyPort } from './ports.ts'
import type { CallAttemptRow, CallRequestRow, CallWay } from './tables.ts'

/** Where an agent is reached: a desk phone signs in under the id of the person. */
export function agentEndpoint(staffId: string): AgentEndpoint {
  return { agentId: staffId, kind: 'desk_phone', account: staffId }
}

/** Who is to be joined, and where. */
export function endpointsOf(
  { way, number, id }: CallRequestRow,
  { staff_id: agentId }: CallAttemptRow,
): Pick<CallToPlace, 'agents' | 'to'> {
  return way === 'browser'
    ? { agents: [{ agentId, kind: 'browser', peer: agentId }], to: { kind: 'browser', peer: id } }
    : { agents: [agentEndpoint(agentId)], to: { kind: 'phone', number } }
}

/** The line that reaches somebody. */
export function lineOf(ports: Ports, way: CallWay): TelephonyPort {
  return ports.get(way === 'browser' ? browserLine : telephonyPort)
}

/** Every line of this process. */
export function linesOf(ports: Ports): TelephonyPort[] {
  return [telephonyPort, browserLine].filter((port) => ports.has(port)).map((port) => ports.get<TelephonyPort>(port))
}
