import { customerIdsOfAll } from '#modules/customers'
import type { Reader } from '#platform/work'
import { flagsOfAll, inForce } from './conduct/queries.ts'
import { severest } from './conduct/rules.ts'
import type { Conversation } from './contract.ts'
import type { ConversationRow } from './tables.ts'

/** What to know about whoever writes: how they are answered, and what colleagues should know first. */
export interface Standing {
  conduct: 'warned' | 'mail_only' | 'blocked' | null
  flags: NonNullable<Conversation['desk']>['flags']
}

/** The standing of the people behind some conversations, by conversation; those about whom nothing is known are absent. */
export async function standingOf(reader: Reader, rows: readonly ConversationRow[]): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>()
  const customerIds = [...new Set(rows.flatMap((row) => row.customer_id ?? []))]
  const known = await customerIdsOfAll(reader, customerIds)
  const visitorIds = [...new Set(rows.flatMap((row) => (row.customer_id ? [] : (row.visitor_id ?? []))))]
  const accounts = [...known.values()].flat()
  const [steps, flags] = await Promise.all([inForce(reader, accounts, visitorIds), flagsOfAll(reader, accounts)])
  if (steps.length + flags.length === 0) return standings
  for (const row of rows) {
    const theirs = row.customer_id ? (known.get(row.customer_id) ?? []) : []
    const conduct = severest(
      steps
        .filter(
          (step) =>
            (step.customer_id !== null && theirs.includes(step.customer_id)) ||
            (row.customer_id === null && step.visitor_id !== null && step.visitor_id === row.visitor_id),
        )
        .map(({ step }) => step),
    )
    const noted = flags.filter(({ customerId }) => theirs.includes(customerId)).map(({ flag }) => flag)
    if (conduct !== null || noted.length > 0) standings.set(row.id, { conduct, flags: [...new Set(noted)] })
  }
  return standings
}
