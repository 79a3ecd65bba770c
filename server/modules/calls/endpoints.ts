import type { Ports } from '#platform/port'
import type { Reader } from '#platform/work'
import { ownPhoneOf } from './own-phone.ts'
import { browserLine, telephonyPort, type AgentEndpoint, type CallToPlace, type TelephonyPort } from './ports.ts'
import type { CallAttemptRow, CallRequestRow, CallWay } from './tables.ts'

/**
 * Where an agent is reached: at the phone they named, else at the desk phone that is signed in under their id, else, where the line takes
 * headsets, in their browser.
 */
export async function agentEndpoint(
  reader: Reader,
  staffId: string,
  { line, callId }: { line: Pick<TelephonyPort, 'caps' | 'health'>; callId: string },
): Promise<AgentEndpoint> {
  const address = await ownPhoneOf(reader, staffId)
  const isSignedIn = async () => (await line.health()).registered?.includes(staffId) ?? false
  if (line.caps.headsets && (address === 'browser' || (address === null && !(await isSignedIn()))))
    return { agentId: staffId, kind: 'browser', peer: callId }
  if (address === null || address === 'browser' || address === 'desk') return deskPhoneOf(staffId)
  return address.startsWith('+')
    ? { agentId: staffId, kind: 'phone', number: address }
    : { agentId: staffId, kind: 'address', address }
}

/** The phone that signs in under an agent's id. */
export function deskPhoneOf(staffId: string): AgentEndpoint {
  return { agentId: staffId, kind: 'desk_phone', account: staffId }
}

/** Who is to be joined, and where. */
export async function endpointsOf(
  reader: Reader,
  { way, number, id }: CallRequestRow,
  { staff_id: agentId, id: callId }: CallAttemptRow,
  line: TelephonyPort,
): Promise<Pick<CallToPlace, 'agents' | 'to'>> {
  return way === 'browser'
    ? { agents: [{ agentId, kind: 'browser', peer: agentId }], to: { kind: 'browser', peer: id } }
    : { agents: [await agentEndpoint(reader, agentId, { line, callId })], to: { kind: 'phone', number } }
}

/** The line that reaches somebody. */
export function lineOf(ports: Ports, way: CallWay): TelephonyPort {
  return ports.get(way === 'browser' ? browserLine : telephonyPort)
}

/** Every line of this process. */
export function linesOf(ports: Ports): TelephonyPort[] {
  return [telephonyPort, browserLine].filter((port) => ports.has(port)).map((port) => ports.get<TelephonyPort>(port))
}
