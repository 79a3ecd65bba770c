/**
 * Ordered decision tables. A row names alternatives; an alternative names facts and, for each, the values it takes or
 * numeric bounds (both ends included). The first row that matches wins and the last row catches all.
 * There is no expression language, so a table can be checked completely before it is used.
 */

export type FactSpec =
  | { type: 'choice'; options: readonly string[] }
  | { type: 'boolean' }
  | { type: 'number'; min: number; max: number }
export type FactSchema = Readonly<Record<string, FactSpec>>

export type Test = readonly (string | boolean)[] | { min?: number; max?: number }
export type Condition = Readonly<Record<string, Test>>

export interface TableRow<Then> {
  /** Unique in its table, kept in every decision. */
  id: string
  /** Rows that belong together, such as the bands of one published row. */
  group: string
  /** The row matches when one of these does; `[{}]` catches all. */
  when: readonly Condition[]
  then: Then
}

export interface DecisionTable<Then> {
  rows: readonly TableRow<Then>[]
  /** The first row that matches. Always finds one, because the last row catches all. */
  match(facts: Readonly<Record<string, unknown>>): TableRow<Then>
}

export interface TableFault {
  /** Index of the row at fault. */
  row: number
  code:
    | 'unknown_fact'
    | 'unknown_value'
    | 'bad_bounds'
    | 'duplicate_id'
    | 'no_catch_all'
    | 'unreachable'
    | 'too_many_combinations'
    | 'empty'
  message: string
}

// Above this many combinations of the facts a table names it is refused: it could not be checked, nor be understood.
const MAX_COMBINATIONS = 200_000

/** Compiles rows that `faultsOf` found nothing wrong with. */
export function compileTable<Then>(rows: readonly TableRow<Then>[]): DecisionTable<Then> {
  const compiled = rows.map((row) => ({ row, alternatives: row.when.map((condition) => Object.entries(condition)) }))
  return {
    rows,
    match(facts) {
      for (const { row, alternatives } of compiled) {
        if (alternatives.some((tests) => tests.every(([fact, test]) => passes(facts[fact], test)))) return row
      }
      throw new Error('Invariant broken: the last row of a decision table catches all')
    },
  }
}

/** Everything that is wrong with a table: unknown facts and values, rows that can never match, no row that catches all. */
export function faultsOf(rows: readonly TableRow<unknown>[], schema: FactSchema): TableFault[] {
  if (rows.length === 0) return [{ row: 0, code: 'empty', message: 'a table needs at least one row' }]
  const faults = rows.flatMap((row, index) => rowFaults(row, index, rows, schema))
  const last = rows.length - 1
  if (!rows[last]?.when.some((condition) => Object.keys(condition).length === 0)) {
    faults.push({
      row: last,
      code: 'no_catch_all',
      message: 'the last row must catch everything: give it "when": [{}]',
    })
  }
  return faults.length > 0 ? faults : unreachableRows(rows, schema)
}

function passes(value: unknown, test: Test): boolean {
  if (Array.isArray(test)) return test.includes(value as string | boolean)
  const { min, max } = test as { min?: number; max?: number }
  return typeof value === 'number' && (min === undefined || value >= min) && (max === undefined || value <= max)
}

function rowFaults(
  row: TableRow<unknown>,
  index: number,
  rows: readonly TableRow<unknown>[],
  schema: FactSchema,
): TableFault[] {
  const faults: TableFault[] = []
  const fault = (code: TableFault['code'], message: string) => faults.push({ row: index, code, message })
  if (rows.findIndex((other) => other.id === row.id) < index) fault('duplicate_id', `row id "${row.id}" is used twice`)
  for (const condition of row.when) {
    for (const [name, test] of Object.entries(condition)) {
      const spec = Object.hasOwn(schema, name) ? schema[name] : undefined
      if (!spec)
        fault('unknown_fact', `"${name}" is no fact of this table; there are ${Object.keys(schema).join(', ')}`)
      else checkTest(name, spec, test, fault)
    }
  }
  return faults
}

function checkTest(
  name: string,
  spec: FactSpec,
  test: Test,
  fault: (code: TableFault['code'], message: string) => void,
): void {
  if (spec.type === 'number') {
    const { min = spec.min, max = spec.max } = Array.isArray(test)
      ? { min: 1, max: 0 }
      : (test as { min?: number; max?: number })
    if (min > max) fault('bad_bounds', `"${name}" takes bounds such as { "min": ${spec.min}, "max": ${spec.max} }`)
    return
  }
  const options: readonly (string | boolean)[] = spec.type === 'boolean' ? [true, false] : spec.options
  const values = Array.isArray(test) ? (test as readonly (string | boolean)[]) : []
  const wrong = values.filter((value) => !options.includes(value))
  if (values.length === 0 || wrong.length > 0)
    fault('unknown_value', `"${name}" takes a list of ${options.map(String).join(', ')}`)
}

/** Walks every combination of the facts that the table names; number facts are cut at the bounds the table uses. */
function unreachableRows(rows: readonly TableRow<unknown>[], schema: FactSchema): TableFault[] {
  const domains = Object.entries(schema)
    .map(([name, spec]) => [name, samplesOf(name, spec, rows)] as const)
    .filter(([, samples]) => samples.length > 1)
  const combinations = domains.reduce((product, [, samples]) => product * samples.length, 1)
  if (combinations > MAX_COMBINATIONS)
    return [
      {
        row: 0,
        code: 'too_many_combinations',
        message: `the table tells ${combinations} cases apart; ${MAX_COMBINATIONS} is the most`,
      },
    ]
  const table = compileTable(rows)
  const reached = new Set<string>()
  const facts: Record<string, unknown> = {}
  const walk = (depth: number): void => {
    const domain = domains[depth]
    if (!domain) {
      reached.add(table.match(facts).id)
      return
    }
    for (const value of domain[1]) {
      facts[domain[0]] = value
      walk(depth + 1)
    }
  }
  walk(0)
  return rows.flatMap((row, index) =>
    reached.has(row.id)
      ? []
      : [
          {
            row: index,
            code: 'unreachable' as const,
            message: `row "${row.id}" can never match: the rows above it take every case`,
          },
        ],
  )
}

function samplesOf(name: string, spec: FactSpec, rows: readonly TableRow<unknown>[]): readonly unknown[] {
  const tests = rows.flatMap((row) => row.when.map((condition) => condition[name])).filter((test) => test !== undefined)
  if (tests.length === 0) return []
  if (spec.type === 'boolean') return [true, false]
  if (spec.type === 'choice') return spec.options
  const cuts = tests
    .flatMap((test) => {
      const { min, max } = test as { min?: number; max?: number }
      return [min, max]
    })
    .filter((cut) => cut !== undefined)
  const points = [spec.min, spec.max, ...cuts.flatMap((cut) => [cut - 0.5, cut, cut + 0.5])]
  return [...new Set(points)].filter((point) => point >= spec.min && point <= spec.max)
}
