import type { App } from '#platform/app'
import { seal, unseal } from '#platform/auth/seal'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import type { Selectable } from 'kysely'
import { limits } from '../../limits.ts'
import { type AccountProvider, mailSignInPort, type ProviderTokens } from './ports.ts'
import { type MailboxRow, type MailTables, sealedFor } from './tables.ts'

const db = tablesOf<MailTables>()

/**
 * What the mail server of a provider is shown: the one from before while it lasts, else a new one. Throws `sign_in_needed` without
 * asking the provider once it has said that somebody has to sign in again.
 */
export async function accessTokenOf(app: App, row: Selectable<MailboxRow>, provider: AccountProvider): Promise<string> {
  if (row.access_token_sealed !== null && lasts(row.access_token_ends_at))
    return unseal(app.config, sealedFor, row.access_token_sealed).toString()
  const { secret_sealed: used } = row
  if (used === null) throw new OutsideError('refused', 'sign_in_needed', 'Somebody has to sign this mailbox in.')
  const mine = db(app)
    .updateTable('mailbox')
    .where('store_id', '=', app.storeId)
    .where('id', '=', row.id)
    // Whoever signed in meanwhile has given something newer.
    .where('secret_sealed', '=', used)
  try {
    const tokens = await app.ports.get(mailSignInPort).refresh(provider, unseal(app.config, sealedFor, used).toString())
    await mine.set(columnsOfTokens(app.config, tokens)).execute()
    return tokens.accessToken
  } catch (error) {
    if (error instanceof OutsideError && error.code === 'sign_in_needed')
      await mine.set({ secret_sealed: null, access_token_sealed: null, access_token_ends_at: null }).execute()
    throw error
  }
}

/** The mail server did not take it: the next try begins with another one. */
export async function dropAccessToken(app: App, mailboxId: string): Promise<void> {
  await db(app)
    .updateTable('mailbox')
    .set({ access_token_sealed: null, access_token_ends_at: null })
    .where('store_id', '=', app.storeId)
    .where('id', '=', mailboxId)
    .execute()
}

/** What is kept of tokens, by the time of the world outside. */
export function columnsOfTokens(config: App['config'], { accessToken, refreshToken, endsInSeconds }: ProviderTokens) {
  return {
    access_token_sealed: seal(config, sealedFor, accessToken),
    access_token_ends_at: new Date(Date.now() + endsInSeconds * 1000),
    ...(refreshToken === undefined ? {} : { secret_sealed: seal(config, sealedFor, refreshToken) }),
  }
}

function lasts(endsAt: Date | null): boolean {
  return endsAt !== null && endsAt.getTime() - Date.now() > limits.mail.tokenMarginSeconds * 1000
}
