import * as z from 'zod'
import type { TableKind } from './decision.ts'
import { compileTable, type DecisionTable, faultsOf, type TableRow } from './decision-table.ts'
import { DEFAULT_TABLES } from './decision-tables/default-tables.ts'
import { TABLE_FACTS, TABLE_THEN, type TableThen } from './decision-tables/table-schema.ts'
import { isPolicyKey, keySpec } from './keys.ts'
import type { AmountMap } from './keys/spec.ts'
import type { Resolved } from './resolve.ts'
import { valueFault } from './value-fault.ts'

/** Values by policy key. */
export type Values = Readonly<Record<string, unknown>>

const ValuesShape = z.record(z.string(), z.unknown())
const LayerShape = z.record(z.string().min(1).max(120), ValuesShape)
const ConditionShape = z.record(
  z.string(),
  z.union([
    z
      .array(z.union([z.string(), z.boolean()]))
      .min(1)
      .max(30),
    z.strictObject({ min: z.number().optional(), max: z.number().optional() }),
  ]),
)
const RowShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9_.]{1,60}$/, 'use small letters, digits, dots and underscores'),
  group: z.string().min(1).max(60),
  when: z.array(ConditionShape).min(1).max(30),
  then: z.unknown(),
})

/** A shop's rules as JSON. Everything it leaves out is as shipped. */
export const Ruleset = z.strictObject({
  format: z.literal(1),
  name: z.string().max(120).optional(),
  store: ValuesShape.optional(),
  categories: LayerShape.optional(),
  sellers: LayerShape.optional(),
  valueBands: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(60),
        from: z.record(z.string().regex(/^[A-Z]{3}$/), z.int().min(0)),
        values: ValuesShape,
      }),
    )
    .max(20)
    .optional(),
  tiers: LayerShape.optional(),
  tables: z
    .partialRecord(
      z.enum(['dnr', 'not_received', 'late', 'lost', 'cancel', 'change', 'damaged', 'claim']),
      z.array(RowShape).min(1).max(200),
    )
    .optional(),
})
export type Ruleset = z.infer<typeof Ruleset>

/** A fault of a ruleset: where it is, such as `store["dnr.window"]` or `tables.dnr[3].when`, and what would be right. */
export interface RulesetFault {
  param: string
  code: string
  message: string
}

/** A ruleset that has been checked, with its tables compiled and room for resolved scopes. */
export interface CompiledRuleset {
  readonly source: Ruleset
  readonly store: Values
  readonly categories: ReadonlyMap<string, Values>
  readonly sellers: ReadonlyMap<string, Values>
  readonly valueBands: readonly { name: string; from: AmountMap; values: Values }[]
  readonly tiers: ReadonlyMap<string, Values>
  readonly tables: { readonly [K in TableKind]: DecisionTable<TableThen[K]> }
  /** Filled by `resolvePolicy`; bounded by the layers that the ruleset names. */
  readonly cache: Map<string, Resolved>
}

/** Checks a ruleset. Answers every fault it finds, each naming the key; never throws. */
export function checkRuleset(
  input: unknown,
): { ruleset: CompiledRuleset; faults: [] } | { ruleset: null; faults: RulesetFault[] } {
  const parsed = Ruleset.safeParse(input)
  if (!parsed.success)
    return {
      ruleset: null,
      faults: parsed.error.issues.map((issue) => ({
        param: pathOf(issue.path),
        code: 'bad_shape',
        message: issue.message,
      })),
    }
  const faults = [...valueFaults(parsed.data), ...bandFaults(parsed.data), ...tableFaults(parsed.data)]
  return faults.length > 0 ? { ruleset: null, faults } : { ruleset: compile(parsed.data), faults: [] }
}

/** Checks and compiles a ruleset that is expected to be right, such as a stored one. @throws Error naming the first fault */
export function compileRuleset(input: unknown): CompiledRuleset {
  const { ruleset, faults } = checkRuleset(input)
  if (!ruleset) throw new Error(`Ruleset: ${faults[0]?.param}: ${faults[0]?.message}`)
  return ruleset
}

/** The rules as shipped. */
export const DEFAULT_RULESET: Ruleset = { format: 1, name: 'As shipped' }

function compile(source: Ruleset): CompiledRuleset {
  const table = <K extends TableKind>(kind: K): DecisionTable<TableThen[K]> =>
    compileTable((source.tables?.[kind] as readonly TableRow<TableThen[K]>[] | undefined) ?? DEFAULT_TABLES[kind])
  return {
    source,
    store: source.store ?? {},
    categories: new Map(Object.entries(source.categories ?? {})),
    sellers: new Map(Object.entries(source.sellers ?? {})),
    valueBands: source.valueBands ?? [],
    tiers: new Map(Object.entries(source.tiers ?? {})),
    tables: {
      dnr: table('dnr'),
      not_received: table('not_received'),
      late: table('late'),
      lost: table('lost'),
      cancel: table('cancel'),
      change: table('change'),
      damaged: table('damaged'),
      claim: table('claim'),
    },
    cache: new Map(),
  }
}

function valueFaults(ruleset: Ruleset): RulesetFault[] {
  const named = (layer: string, layers: Record<string, Values> | undefined) =>
    Object.entries(layers ?? {}).map(([name, values]) => ({ at: `${layer}[${JSON.stringify(name)}]`, values }))
  const places = [
    { at: 'store', values: ruleset.store ?? {} },
    ...named('categories', ruleset.categories),
    ...named('sellers', ruleset.sellers),
    ...(ruleset.valueBands ?? []).map(({ values }, index) => ({ at: `valueBands[${index}].values`, values })),
  ]
  return [
    ...places.flatMap(({ at, values }) => layerFaults(at, values, false)),
    ...named('tiers', ruleset.tiers).flatMap(({ at, values }) => layerFaults(at, values, true)),
  ]
}

function layerFaults(at: string, values: Values, tier: boolean): RulesetFault[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const param = `${at}[${JSON.stringify(key)}]`
    if (!isPolicyKey(key)) return [{ param, code: 'unknown_key', message: `there is no policy key "${key}"` }]
    if (tier && !keySpec(key).byTier) return [{ param, code: 'not_by_tier', message: `"${key}" cannot differ by tier` }]
    const message = valueFault(keySpec(key).shape, value)
    return message ? [{ param, code: 'bad_value', message }] : []
  })
}

/** Bands go up in every currency that two of them share, so that the last one reached is the one that holds. */
function bandFaults(ruleset: Ruleset): RulesetFault[] {
  const bands = ruleset.valueBands ?? []
  return bands.flatMap((band, index) => {
    const before = bands[index - 1]
    const wrong = before && Object.entries(band.from).find(([currency, from]) => (before.from[currency] ?? -1) >= from)
    return wrong
      ? [
          {
            param: `valueBands[${index}].from.${wrong[0]}`,
            code: 'bad_order',
            message: 'bands go up: this one must start above the one before',
          },
        ]
      : []
  })
}

function tableFaults(ruleset: Ruleset): RulesetFault[] {
  return Object.entries(ruleset.tables ?? {}).flatMap(([kind, rows]) => {
    const known = kind as TableKind
    const thens = rows.flatMap((row, index) => {
      const parsed = TABLE_THEN[known].safeParse(row.then)
      return parsed.success
        ? []
        : parsed.error.issues.map((issue) => ({
            param: `tables.${kind}[${index}].then${pathOf(issue.path, true)}`,
            code: 'bad_shape',
            message: issue.message,
          }))
    })
    const faults = faultsOf(rows as readonly TableRow<unknown>[], TABLE_FACTS[known]).map(({ row, code, message }) => ({
      param: `tables.${kind}[${row}]`,
      code,
      message,
    }))
    return [...thens, ...faults]
  })
}

function pathOf(path: readonly PropertyKey[], inside = false): string {
  return (
    path
      .map((part, index) =>
        typeof part === 'number'
          ? `[${part}]`
          : /^\w+$/.test(String(part))
            ? `${index > 0 || inside ? '.' : ''}${String(part)}`
            : `[${JSON.stringify(part)}]`,
      )
      .join('') || (inside ? '' : 'ruleset')
  )
}
