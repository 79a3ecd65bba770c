import { randomUUID } from 'node:crypto'

/** The parts of the provider's objects that anybody here reads. Amounts as the provider writes them, times in seconds. */
export interface FakeIntent {
  id: string
  object: 'payment_intent'
  amount: number
  amount_received: number
  currency: string
  status: 'succeeded' | 'requires_capture' | 'requires_payment_method' | 'processing' | 'canceled'
  customer: string | null
  payment_method: string | null
  latest_charge: string | null
  last_payment_error: { code: string; decline_code?: string; message: string; type: string } | null
  transfer_group: string | null
  /** The transfer that came with the payment, of a destination charge. */
  transfer: string | null
  disputed: boolean
  metadata: Record<string, string>
  created: number
}

export interface FakeRefund {
  id: string
  object: 'refund'
  amount: number
  currency: string
  charge: string | null
  payment_intent: string
  status: 'pending' | 'succeeded' | 'failed' | 'canceled' | 'requires_action'
  failure_reason?: string
  reason: string | null
  transfer_reversal: string | null
  metadata: Record<string, string>
  created: number
}

export interface FakeTransfer {
  id: string
  object: 'transfer'
  amount: number
  amount_reversed: number
  currency: string
  destination: string
  transfer_group: string | null
  reversed: boolean
  metadata: Record<string, string>
  created: number
}

export interface FakeReversal {
  id: string
  object: 'transfer_reversal'
  amount: number
  currency: string
  transfer: string
  source_refund: string | null
  metadata: Record<string, string>
  created: number
}

export interface FakeMethod {
  id: string
  object: 'payment_method'
  type: string
  customer: string | null
}

export function newObjectId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 24)}`
}

/** What it refuses of an amount; the provider's rules about steps, kept apart from those of the adapter. */
export function wrongAmount(amount: number, currency: string): string | undefined {
  if (!Number.isSafeInteger(amount) || amount <= 0) return 'Invalid positive integer'
  if (/^(bhd|jod|kwd|omr|tnd)$/.test(currency) && amount % 10 !== 0) return 'The last digit must be 0'
  if (/^(isk|ugx)$/.test(currency) && amount % 100 !== 0) return 'The last two digits must be 00'
  return undefined
}

export function stringMap(value: unknown): Record<string, string> {
  return typeof value === 'object' && value !== null ? { ...(value as Record<string, string>) } : {}
}
