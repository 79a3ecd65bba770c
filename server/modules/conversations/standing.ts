import { customerIdsOfAll } from '#modules/customers'
import type { Reader } from '#platform/work'
import { flagsOfAll, inForce } from './conduct/queries.ts'
import { severest } from './conduct/rules.ts'
import type { ConductStep, Flag } from './conduct/tables.ts'
import type { ConversationRow } from './tables.ts'

/** What to know about whoever writes: how they are answered, and what colleagues should know first. */
export interface Standing {
  conduct: ConductStep | null
  flags: Flag[]
}

/** The standing of the people behind some conversations, by conversation. */
export async function standingOf(reader: Reader, rows: readonly ConversationRow[]): Promise<Map<string, Standing>> {
  const customerIds = [...new Set(rows.flatMap((row) => row.customer_id ?? []))]
  const visitorIds = [...new Set(rows.flatMap((row) => (row.customer_id ? [] : (row.visitor_id ?? []))))]
  const people = await customerIdsOfAll(reader, customerIds)
  const all = [...new Set(customerIds.flatMap((id) => people.get(id) ?? [id]))]
  const isOf = (row: ConversationRow, customerId: string | null) =>
    customerId !== null && (people.get(row.customer_id ?? '') ?? [row.customer_id]).includes(customerId)
  const [steps, flags] = await Promise.all([inForce(reader, all, visitorIds), flagsOfAll(reader, all)])
  return new Map(
    rows.map((row) => [
      row.id,
      {
        conduct: severest(
          steps
            .filter(({ customer_id, visitor_id }) =>
              row.customer_id ? isOf(row, customer_id) : visitor_id !== null && visitor_id === row.visitor_id,
            )
            .map(({ step }) => step),
        ),
        flags: [...new Set(flags.filter(({ customerId }) => isOf(row, customerId)).map(({ flag }) => flag))],
      },
    ]),
  )
}
