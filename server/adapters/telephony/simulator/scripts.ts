import type { AgentEndpoint, ShopperEndpoint } from '../../../modules/calls/ports.ts'

/** What the shopper's side of a simulated call does. */
export type ShopperScript =
  | { do: 'answer'; afterMs: number; hangUpAfterMs?: number; machine?: true }
  | { do: 'ring' }
  | { do: 'end'; as: 'busy' | 'rejected' | 'invalid' | 'failed'; afterMs: number }

export type AgentScript = { do: 'answer'; afterMs: number } | { do: 'ring' } | { do: 'end'; as: 'busy' | 'rejected' }

/** By the last two digits of the number; any other answers after three seconds and speaks until somebody hangs up. */
const numbers: Record<string, ShopperScript> = {
  '41': { do: 'end', as: 'busy', afterMs: 1_000 },
  '42': { do: 'ring' },
  '43': { do: 'answer', afterMs: 5_000, machine: true },
  '44': { do: 'end', as: 'rejected', afterMs: 2_000 },
  '45': { do: 'end', as: 'invalid', afterMs: 500 },
  '46': { do: 'answer', afterMs: 2_000, hangUpAfterMs: 5_000 },
  '47': { do: 'end', as: 'failed', afterMs: 1_000 },
  '48': { do: 'answer', afterMs: 12_000 },
  '49': { do: 'answer', afterMs: 0 },
}

/**
 * The shopper's side by the last two digits: 41 is busy, 42 never answers, 43 is an answering machine, 44 declines, 45 does not
 * exist, 46 hangs up after five seconds, 47 fails in the network, 48 takes twelve seconds, 49 answers at once.
 */
export function shopperScript(to: ShopperEndpoint): ShopperScript {
  const digits = to.kind === 'phone' ? to.number.slice(-2) : ''
  return numbers[digits] ?? { do: 'answer', afterMs: 3_000 }
}

/** An agent whose account or number ends in `silent`, `busy` or `declines` does that; all others answer after a second. */
export function agentScript(agent: AgentEndpoint): AgentScript {
  const name = nameOf(agent)
  if (name.endsWith('silent')) return { do: 'ring' }
  if (name.endsWith('busy')) return { do: 'end', as: 'busy' }
  if (name.endsWith('declines')) return { do: 'end', as: 'rejected' }
  return { do: 'answer', afterMs: 1_000 }
}

function nameOf(agent: AgentEndpoint): string {
  switch (agent.kind) {
    case 'desk_phone':
      return agent.account
    case 'phone':
      return agent.number
    case 'address':
      return agent.address
    case 'browser':
      return agent.peer
  }
}
