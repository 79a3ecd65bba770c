import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { PolicyKeyView, PolicyView, StoredDecision, VersionView } from './contract.ts'
import { KEY_SECTIONS, type KeySection, keySpec, type PolicyKey } from './keys.ts'
import { DEFAULT_RULESET, Ruleset } from './ruleset.ts'
import type { DecisionRow, PolicyTables, PolicyVersionRow } from './tables.ts'
import { sentenceFor } from './words.ts'

const db = tablesOf<PolicyTables>()

/** The rules in force now, every key as a sentence, and who changed which. */
export async function showPolicy(reader: Reader): Promise<PolicyView> {
  const versions = await listRows(reader)
  const active = versions
    .filter((version) => version.active_from !== null)
    .sort(
      (one, other) =>
        (one.active_from as Date).getTime() - (other.active_from as Date).getTime() || one.number - other.number,
    )
  const past = active.filter((version) => (version.active_from as Date) <= reader.now)
  const current = past.at(-1)
  const ruleset = current ? Ruleset.parse(current.ruleset) : DEFAULT_RULESET
  return {
    version: current ? versionView(current) : null,
    next: active.filter((version) => !past.includes(version)).map(versionView),
    latestNumber: versions.reduce((most, { number }) => Math.max(most, number), 0),
    ruleset,
    keys: keyViews(ruleset, lastChanges(past)),
  }
}

/** Versions, newest first: drafts, past, present and coming. */
export async function listVersions(reader: Reader): Promise<VersionView[]> {
  return (await listRows(reader)).map(versionView).reverse()
}

/** One version with its rules. */
export async function showVersion(reader: Reader, { id }: { id: string }): Promise<VersionView & { ruleset: unknown }> {
  const row = (await listRows(reader)).find((version) => version.id === id)
  if (!row) notFound('policy version')
  return { ...versionView(row), ruleset: row.ruleset }
}

/** What was decided about an order or another subject, newest first, with all that it rests on. */
export async function listDecisions(
  reader: Reader,
  of: { orderId?: string | undefined; subjectKind?: string | undefined; subjectId?: string | undefined },
): Promise<StoredDecision[]> {
  let query = db(reader).selectFrom('decision').selectAll().where('store_id', '=', reader.storeId)
  if (of.orderId) query = query.where('order_id', '=', of.orderId)
  if (of.subjectKind && of.subjectId)
    query = query.where('subject_kind', '=', of.subjectKind).where('subject_id', '=', of.subjectId)
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(200).execute()
  return rows.map(decisionView)
}

/** One decision by id. */
export async function findDecision(reader: Reader, id: string): Promise<StoredDecision> {
  const row = await db(reader)
    .selectFrom('decision')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? decisionView(row) : notFound('decision')
}

function listRows(reader: Reader): Promise<PolicyVersionRow[]> {
  return db(reader)
    .selectFrom('policy_version')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .orderBy('number')
    .execute()
}

function versionView(row: PolicyVersionRow): VersionView {
  return {
    id: row.id,
    number: row.number,
    note: row.note,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    activeFrom: row.active_from?.toISOString() ?? null,
  }
}

function keyViews(ruleset: Ruleset, changes: ReadonlyMap<string, PolicyVersionRow>): PolicyKeyView[] {
  return (Object.keys(KEY_SECTIONS) as KeySection[]).flatMap((section) =>
    (Object.keys(KEY_SECTIONS[section]) as PolicyKey[]).map((key) => {
      const spec = keySpec(key)
      const set = ruleset.store !== undefined && Object.hasOwn(ruleset.store, key)
      const value = set ? ruleset.store?.[key] : spec.default
      const change = changes.get(key)
      return {
        key,
        section,
        value,
        default: spec.default,
        isDefault: JSON.stringify(value) === JSON.stringify(spec.default),
        sentence: sentenceFor(key, value),
        type: spec.shape.type,
        unit: spec.unit ?? null,
        reason: spec.reason,
        sources: [...(spec.sources ?? [])],
        assumption: spec.assumption ?? false,
        kinder: spec.kinder,
        byTier: spec.byTier ?? false,
        options: 'options' in spec.shape ? [...spec.shape.options] : null,
        changed: change
          ? {
              by: change.created_by,
              at: (change.active_from as Date).toISOString(),
              version: change.number,
              note: change.note,
            }
          : null,
      }
    }),
  )
}

/** For each key the last version, in the order they came into force, that changed it anywhere. */
function lastChanges(versions: readonly PolicyVersionRow[]): Map<string, PolicyVersionRow> {
  const changes = new Map<string, PolicyVersionRow>()
  let before = new Map<string, string>()
  for (const version of versions) {
    const now = valuesByKey(Ruleset.parse(version.ruleset))
    for (const key of new Set([...before.keys(), ...now.keys()]))
      if (before.get(key) !== now.get(key)) changes.set(key, version)
    before = now
  }
  return changes
}

function valuesByKey(ruleset: Ruleset): Map<string, string> {
  const layers = [
    ['store', ruleset.store],
    ...Object.entries(ruleset.categories ?? {}),
    ...Object.entries(ruleset.sellers ?? {}),
    ...Object.entries(ruleset.tiers ?? {}),
    ...(ruleset.valueBands ?? []).map((band) => [band.name, band.values] as const),
  ] as const
  const found = new Map<string, string>()
  for (const [name, values] of layers)
    for (const [key, value] of Object.entries(values ?? {}))
      found.set(key, `${found.get(key) ?? ''}${name}=${JSON.stringify(value)};`)
  return found
}

function decisionView(row: DecisionRow): StoredDecision {
  const { scope, facts } = row.facts as { scope?: unknown; facts?: unknown }
  return {
    id: row.id,
    kind: row.kind,
    subject: { kind: row.subject_kind, id: row.subject_id },
    customerId: row.customer_id,
    orderId: row.order_id,
    policyVersionId: row.policy_version_id,
    mode: row.mode,
    outcome: row.outcome,
    rowId: row.row_id,
    scope: scope ?? null,
    facts: facts ?? null,
    trace: row.trace as unknown[],
    reasons: row.reasons as unknown as StoredDecision['reasons'],
    createdAt: row.created_at.toISOString(),
  }
}
