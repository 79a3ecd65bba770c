import type { Money } from '#platform/money'
import { clampToLaw } from './clamp.ts'
import type { TableKind, Layer, TraceEntry } from './decision.ts'
import type { DecisionTable } from './decision-table.ts'
import { isPolicyKey, keySpec, POLICY_KEYS, type PolicyKey, type PolicyValue } from './keys.ts'
import { jurisdictionOf, type Jurisdiction, LAW } from './law.ts'
import type { CompiledRuleset, Values } from './ruleset.ts'
import type { TableThen } from './decision-tables/table-schema.ts'

/** What the rules are asked for: where it goes, what it is, whose it is, who bought it and for how much. */
export interface PolicyScope {
  /** Destination, ISO 3166-1 alpha-2: decides which law clamps. */
  country: string
  category?: string | null
  /** The seller's reference; null for the store's own stock. */
  seller?: string | null
  /** The shopper's membership tier. */
  tier?: string | null
  /** Value of the units concerned, for value bands. */
  value?: Money | null
  /** Businesses have no consumer law. */
  businessBuyer?: boolean
}

/** The rules as they stand for one scope: all layers applied, the law last. Shared and immutable. */
export interface Resolved {
  readonly jurisdiction: Jurisdiction
  readonly ruleset: CompiledRuleset
  get<K extends PolicyKey>(key: K): PolicyValue<K>
  /** The value of a key with the layer that gave it, for traces. */
  explain(key: PolicyKey): TraceEntry
  table<K extends TableKind>(kind: K): DecisionTable<TableThen[K]>
}

/**
 * Applies the layers store → category → seller → value band → tier and then the law as a clamp. Cached per ruleset and
 * combination of layers, so that deciding costs no resolving.
 */
export function resolvePolicy(ruleset: CompiledRuleset, scope: PolicyScope): Resolved {
  const jurisdiction = jurisdictionOf(scope.country)
  const picked = [
    pick('category', ruleset.categories, scope.category),
    pick('seller', ruleset.sellers, scope.seller),
    bandOf(ruleset, scope.value ?? null),
    pick('tier', ruleset.tiers, scope.tier),
  ]
  const key = `${jurisdiction}${scope.businessBuyer ? '*' : ''}|${picked.map((layer) => layer?.from ?? '').join('|')}`
  const known = ruleset.cache.get(key)
  if (known) return known
  const resolved = build(
    ruleset,
    jurisdiction,
    scope.businessBuyer === true,
    picked.filter((layer) => layer !== null),
  )
  ruleset.cache.set(key, resolved)
  return resolved
}

interface PickedLayer {
  layer: Layer
  from: string
  values: Values
}

function pick(layer: Layer, layers: ReadonlyMap<string, Values>, name: string | null | undefined): PickedLayer | null {
  const values = name == null ? undefined : layers.get(name)
  return values && name != null ? { layer, from: name, values } : null
}

function bandOf(ruleset: CompiledRuleset, value: Money | null): PickedLayer | null {
  let found: PickedLayer | null = null
  if (!value) return found
  for (const band of ruleset.valueBands) {
    const from = band.from[value.currency]
    if (from !== undefined && value.amountMinor >= from)
      found = { layer: 'value_band', from: band.name, values: band.values }
  }
  return found
}

function build(
  ruleset: CompiledRuleset,
  jurisdiction: Jurisdiction,
  businessBuyer: boolean,
  picked: readonly PickedLayer[],
): Resolved {
  const entries = new Map<PolicyKey, TraceEntry>()
  for (const key of Object.keys(POLICY_KEYS) as PolicyKey[])
    entries.set(key, { key, value: keySpec(key).default, layer: 'default' })
  const apply = ({ layer, from, values }: { layer: Layer; from?: string; values: Values }) => {
    for (const [key, value] of Object.entries(values))
      if (isPolicyKey(key)) entries.set(key, { key, value, layer, from })
  }
  apply({ layer: 'store', values: ruleset.store })
  for (const layer of picked) apply(layer)
  for (const row of LAW[jurisdiction]) {
    if (businessBuyer && row.consumersOnly) continue
    const before = entries.get(row.key) as TraceEntry
    const value = clampToLaw(keySpec(row.key), before.value, row.value)
    if (value !== before.value && JSON.stringify(value) !== JSON.stringify(before.value)) {
      entries.set(row.key, { key: row.key, value, layer: 'law', from: jurisdiction, movedFrom: before.value })
    }
  }
  const values = new Map([...entries].map(([key, { value }]) => [key, onlyItsOwn(value)]))
  return {
    jurisdiction,
    ruleset,
    get: <K extends PolicyKey>(key: K) => values.get(key) as PolicyValue<K>,
    explain: (key) => entries.get(key) as TraceEntry,
    table: (kind) => ruleset.tables[kind],
  }
}

/** A table is asked for what people type: `constructor` must be as unknown in it as any other word. */
function onlyItsOwn(value: unknown): unknown {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isTable ? Object.freeze(Object.assign(Object.create(null), value)) : value
}
