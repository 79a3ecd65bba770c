/**
 * What can go wrong with one request, in the order in which it happens.
 * Before booking: `rate_limit` (429), `conflict` (409), `error_before` (500), `lost_request` (connection cut).
 * While booking: `refuse` (booked as refused), `pend` (accepted, outcome later), `fail_later` (accepted, fails when settled).
 * After booking: `crash` (kill -9 of itself), `hold` (no answer until released), `lost_answer` (connection cut),
 * `error_after` (500), `answer_twice` (the same answer written twice).
 */
export const troubles = [
  'rate_limit',
  'conflict',
  'error_before',
  'lost_request',
  'refuse',
  'pend',
  'fail_later',
  'crash',
  'hold',
  'lost_answer',
  'error_after',
  'answer_twice',
] as const

export type Trouble = (typeof troubles)[number]

export interface PlannedTrouble {
  do: Trouble
  /** Which kind of write: `refund`, `charge`, `change`, `replacement`; any when absent. */
  on?: string
  /** How many requests it meets; 1 when absent. */
  times?: number
  /** The reason that a refusal or failure gives. */
  reason?: string
}

export interface SwitchSettings {
  /** Every answer waits this long. */
  latencyMs?: number
  /** Everything but the control routes answers 503. */
  down?: boolean
  /** Queued after what is already planned. */
  next?: PlannedTrouble[]
}

export interface Switches {
  set(settings: SwitchSettings): void
  clear(): void
  /** The trouble that the next write of this kind meets, used up by the asking. */
  take(on: string): { do: Trouble; reason?: string } | undefined
  /** For a request that turned out to be none: the trouble waits for the next one. */
  giveBack(on: string, trouble: { do: Trouble; reason?: string }): void
  readonly state: { latencyMs: number; down: boolean; planned: PlannedTrouble[] }
}

/** Switches live in memory only: a restarted fake behaves well. */
export function createSwitches(): Switches {
  const state = { latencyMs: 0, down: false, planned: [] as PlannedTrouble[] }
  return {
    state,
    set(settings) {
      const unknown = settings.next?.find((planned) => !troubles.includes(planned.do))
      if (unknown) throw new Error(`unknown switch ${String(unknown.do)}; known: ${troubles.join(', ')}`)
      if (settings.latencyMs !== undefined) state.latencyMs = settings.latencyMs
      if (settings.down !== undefined) state.down = settings.down
      state.planned.push(...(settings.next ?? []).map((planned) => ({ ...planned, times: planned.times ?? 1 })))
    },
    clear() {
      Object.assign(state, { latencyMs: 0, down: false, planned: [] })
    },
    take(on) {
      const planned = state.planned.find((candidate) => candidate.on === undefined || candidate.on === on)
      if (!planned) return undefined
      planned.times = (planned.times ?? 1) - 1
      if (planned.times <= 0) state.planned.splice(state.planned.indexOf(planned), 1)
      return planned.reason === undefined ? { do: planned.do } : { do: planned.do, reason: planned.reason }
    },
    giveBack(on, trouble) {
      state.planned.unshift({ ...trouble, on, times: 1 })
    },
  }
}
