import { seal, unseal } from '#platform/auth/seal'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { Config } from '../../../config.ts'
import type { ProvedClaims } from '../ports.ts'
import { type LoginRealm, type LoginTables, sealedFor } from '../tables.ts'

const db = tablesOf<LoginTables>()

/** Notes which session an identity provider opened, so that both can end together. */
export async function keepLoginSession(
  work: Work,
  config: Config,
  realm: LoginRealm,
  sessionId: string,
  { claims, idToken }: ProvedClaims,
): Promise<void> {
  await db(work)
    .insertInto('login_session')
    .values({
      store_id: work.storeId,
      session_id: sessionId,
      realm,
      issuer: claims.iss,
      subject: claims.sub,
      sid: typeof claims.sid === 'string' ? claims.sid : null,
      id_token: seal(config, sealedFor, idToken),
      created_at: work.now,
    })
    .execute()
}

/** What the provider had given out for a session, and which provider that was. */
export async function idTokenOf(
  reader: Reader,
  config: Config,
  sessionId: string,
): Promise<{ issuer: string; idToken: string } | undefined> {
  const row = await db(reader)
    .selectFrom('login_session')
    .select(['issuer', 'id_token'])
    .where('store_id', '=', reader.storeId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  return row && { issuer: row.issuer, idToken: unseal(config, sealedFor, row.id_token).toString() }
}

/** Sessions of somebody at a provider: of one sign-in there, or of all. They are forgotten here with that. */
export async function takeLoginSessions(
  work: Work,
  realm: LoginRealm,
  whose: { issuer: string; subject?: string | undefined; sid?: string | undefined },
): Promise<string[]> {
  const rows = await db(work)
    .deleteFrom('login_session')
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('issuer', '=', whose.issuer)
    .$if(whose.subject !== undefined, (query) => query.where('subject', '=', whose.subject ?? ''))
    .$if(whose.sid !== undefined, (query) => query.where('sid', '=', whose.sid ?? ''))
    .returning('session_id')
    .execute()
  return rows.map((row) => row.session_id)
}
