import { createHash } from 'node:crypto'
import type { ENGINE_REASONS } from './keys/engine-keys.ts'
import type { Resolved } from './resolve.ts'

export type EngineMode = 'off' | 'shadow' | 'live'
export type EngineReason = (typeof ENGINE_REASONS)[number]

/**
 * Whether the engine acts for this shopper and reason. Live can be limited to a share of shoppers: the same shopper always
 * falls on the same side, and raising the share only ever adds shoppers. Those outside it are in shadow.
 */
export function engineModeFor(resolved: Resolved, of: { customerId: string; reason: EngineReason }): EngineMode {
  const mode = resolved.get('engine.mode.by_reason')[of.reason] ?? resolved.get('engine.mode')
  if (mode !== 'live') return mode
  const share = resolved.get('engine.share.by_reason')[of.reason] ?? resolved.get('engine.share')
  return share >= 100 || placeOf(of.customerId) < share ? 'live' : 'shadow'
}

/** A place from 0 up to 100 that depends on the customer id alone. */
function placeOf(customerId: string): number {
  return (createHash('sha256').update(customerId).digest().readUInt32BE(0) / 0x1_0000_0000) * 100
}
