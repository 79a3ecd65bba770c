import { refuse } from './errors.ts'

/** One step: from which states, to which state, and the name of the fact it makes. */
export interface Step<State extends string> {
  readonly from: readonly State[]
  readonly to: State
  readonly event?: string
}

export interface MachineTable<State extends string, Verb extends string> {
  readonly initial: State
  readonly final: readonly State[]
  readonly steps: { readonly [V in Verb]: Step<State> }
}

export interface Machine<State extends string, Verb extends string> extends MachineTable<State, Verb> {
  readonly verbs: readonly Verb[]
  readonly states: readonly State[]
  /** The state after a step; refuses with `not_possible_now` when the step does not start here. */
  next(state: State, verb: Verb): State
  can(state: State, verb: Verb): boolean
  /** The steps that start in this state. */
  allowed(state: State): Verb[]
  isFinal(state: State): boolean
  /** A Mermaid state diagram for the documentation. */
  toMermaid(): string
}

/**
 * Declares the states of something as a table: `machine<State>()({ initial, final, steps: { approve: { from, to, event } } })`.
 * Guards that look at more than the state live in `rules.ts`.
 */
export function machine<State extends string>() {
  return <const Verb extends string>(table: MachineTable<State, Verb>): Machine<State, Verb> => {
    const verbs = Object.keys(table.steps) as Verb[]
    const can = (state: State, verb: Verb) => table.steps[verb].from.includes(state)
    return {
      ...table,
      verbs,
      states: statesOf(table, verbs),
      can,
      next(state, verb) {
        if (!can(state, verb))
          refuse('not_possible_now', { state, action: verb, allowed: verbs.filter((other) => can(state, other)) })
        return table.steps[verb].to
      },
      allowed: (state) => verbs.filter((verb) => can(state, verb)),
      isFinal: (state) => table.final.includes(state),
      toMermaid: () => mermaidOf(table, verbs),
    }
  }
}

function statesOf<State extends string, Verb extends string>(table: MachineTable<State, Verb>, verbs: Verb[]): State[] {
  const seen = new Set<State>([table.initial])
  for (const verb of verbs) for (const state of [...table.steps[verb].from, table.steps[verb].to]) seen.add(state)
  for (const state of table.final) seen.add(state)
  return [...seen]
}

function mermaidOf<State extends string, Verb extends string>(table: MachineTable<State, Verb>, verbs: Verb[]): string {
  const arrows = verbs.flatMap((verb) =>
    table.steps[verb].from.map((from) => `  ${from} --> ${table.steps[verb].to}: ${verb}`),
  )
  const ends = table.final.map((state) => `  ${state} --> [*]`)
  return ['stateDiagram-v2', `  [*] --> ${table.initial}`, ...arrows, ...ends].join('\n')
}
