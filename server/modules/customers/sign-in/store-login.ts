import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'

/** Shoppers sign in with the store's own account, not here. */
export interface StoreLogin {
  kind: 'signed_link' | 'oidc'
  /** Where they change their address, password and passkeys; null when the store did not say. */
  accountUrl: string | null
}

type StoreLogins = (reader: Reader) => Promise<StoreLogin | undefined>

let source: StoreLogins = async () => undefined

/** Says where it is known how shoppers sign in; without it they sign in here. */
export function storeLoginComesFrom(logins: StoreLogins): void {
  source = logins
}

/** The store's own login, when shoppers sign in with that; undefined while they sign in here. */
export async function storeLogin(reader: Reader): Promise<StoreLogin | undefined> {
  return await source(reader)
}

/** Refuses with `store_login` what is the store's to do when shoppers sign in with their account there: codes, passwords, passkeys. */
export async function refuseUnderStoreLogin(reader: Reader): Promise<void> {
  const login = await storeLogin(reader)
  if (!login) return
  refuse(
    'store_login',
    login.accountUrl ? { accountUrl: login.accountUrl } : undefined,
    'You sign in here with your account at the store. Your address and password are looked after there.',
  )
}
