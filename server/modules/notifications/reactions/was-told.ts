import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { NotificationTables } from '../tables.ts'

const db = tablesOf<NotificationTables>()

/**
 * Whether one of these facts was told already, so that its consequence needs no mail of its own.
 * @param since what came of it later than the mail is not in it
 */
export async function wasTold(reader: Reader, dedupeKeys: readonly string[], since?: Date): Promise<boolean> {
  const told = await db(reader)
    .selectFrom('notification')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('dedupe_key', 'in', [...dedupeKeys])
    .where('state', '<>', 'suppressed')
    .$if(since !== undefined, (each) => each.where('created_at', '>=', since ?? new Date(0)))
    .executeTakeFirst()
  return told !== undefined
}

/** The mails with which the watch tells that it put a lost parcel right; they name what was done. */
export function lostPutRight(problemId: string, remedies: readonly string[]): string[] {
  return remedies.map((remedy) => `lost-put-right:${problemId}:${remedy}`)
}

/** The mail with which the watch gives back for a promise that was missed; about a parcel, or an order of which something was not sent. */
export function lateMadeGood(subjectId: string): string {
  return `late-made-good:${subjectId}`
}
