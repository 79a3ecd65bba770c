import { createHmac } from 'node:crypto'
import type { Config } from '../../config.ts'
import { tablesOf } from '../tables.ts'
import { addMinutes } from '../time.ts'
import type { Reader, Work } from '../work.ts'
import { isSameProof } from './is-same-proof.ts'
import type { AuthTables, LinkRow } from './tables.ts'

const db = tablesOf<AuthTables>()

/** Opens a link that is mailed to `target`, known to the store or not, and works once. Answers its id; the token is made when the mail leaves. */
export async function openLink(
  work: Work,
  link: { purpose: string; target: string; minutes: number; subjectId?: string; since?: Date },
): Promise<string> {
  const id = work.newId('lnk')
  await db(work)
    .insertInto('auth_link')
    .values({
      store_id: work.storeId,
      id,
      purpose: link.purpose,
      target: link.target.toLowerCase(),
      subject_id: link.subjectId ?? null,
      since: link.since ?? null,
      created_at: work.now,
      expires_at: addMinutes(work.now, link.minutes),
    })
    .execute()
  return id
}

/** The link with this id while it still works. */
export async function findLink(reader: Reader, id: string): Promise<LinkRow | undefined> {
  return await db(reader)
    .selectFrom('auth_link')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', reader.now)
    .executeTakeFirst()
}

/** The link that a token stands for, while it still works. Looking at it does not use it: programs look at links in mails, too. */
export async function readLink(
  reader: Reader,
  config: Config,
  purpose: string,
  token: string,
): Promise<LinkRow | undefined> {
  const id = token.split('.')[0] ?? ''
  if (!/^\w{1,80}$/.test(id) || !isSameProof(token, linkToken(config, id))) return undefined
  const row = await findLink(reader, id)
  return row?.purpose === purpose ? row : undefined
}

/** Uses a link up; false when somebody else did so first. */
export async function useUpLink(work: Work, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db(work)
    .updateTable('auth_link')
    .set({ used_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', work.now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Since when the open links of a purpose count that were mailed about these subjects to one address; undefined when there are none. */
export async function openSince(
  reader: Reader,
  { purpose, target, subjectIds }: { purpose: string; target: string; subjectIds: readonly string[] },
): Promise<Date | undefined> {
  const row = await db(reader)
    .selectFrom('auth_link')
    .select(({ fn }) => fn.min('since').as('since'))
    .where('store_id', '=', reader.storeId)
    .where('purpose', '=', purpose)
    .where('target', '=', target.toLowerCase())
    .where('subject_id', 'in', [...subjectIds])
    .where('used_at', 'is', null)
    .where('expires_at', '>', reader.now)
    .executeTakeFirst()
  return row?.since ?? undefined
}

/** Ends open links of a purpose to one address. */
export async function endLinks(work: Work, purpose: string, target: string): Promise<void> {
  await db(work)
    .updateTable('auth_link')
    .set({ used_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('purpose', '=', purpose)
    .where('target', '=', target.toLowerCase())
    .where('used_at', 'is', null)
    .execute()
}

/** What stands in the mail: the id, and a proof of it that only the server can make. */
export function linkToken(config: Config, id: string): string {
  return `${id}.${createHmac('sha256', config.secretFor('mailed-link')).update(id).digest('base64url')}`
}
