import type { Actor } from '#platform/auth/actor'
import { hasPassword } from '#platform/auth/passwords'
import { guest, shopper } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { assert } from '#platform/errors'
import type { Reader, Work } from '#platform/work'
import { changeProfile, type ProfileChange } from './commands/change-profile.ts'
import { replaceAddresses } from './commands/replace-addresses.ts'
import { customers, type Address, type Me } from './contract.ts'
import { presentMe } from './present-me.ts'
import { identityIdsOf } from './queries.ts'

const account = (({ 'GET /me': me, 'PUT /me': change, 'PUT /me/addresses': addresses }) =>
  ({ 'GET /me': me, 'PUT /me': change, 'PUT /me/addresses': addresses }) as const)(customers)

/** The shopper's own record. Ways to sign in, devices and passwords are in `sign-in/`. */
export const accountRoutes = routes(account, {
  'GET /me': { who: [shopper, guest], query: findMe },
  'PUT /me': { who: [shopper], command: changeMe },
  'PUT /me/addresses': { who: [shopper], command: changeMyAddresses },
})

async function findMe(reader: Reader): Promise<Me> {
  const { customerId, orderId } = selfOf(reader.actor)
  const withPassword = await hasPassword(reader, 'shopper', await identityIdsOf(reader, customerId))
  return presentMe(reader, { customerId, ...(orderId ? { orderId } : {}), hasPassword: withPassword })
}

async function changeMe(work: Work, change: ProfileChange): Promise<Me> {
  await changeProfile(work, selfOf(work.actor).customerId, change)
  return findMe(work)
}

async function changeMyAddresses(work: Work, { addresses }: { addresses: Address[] }): Promise<Me> {
  await replaceAddresses(work, selfOf(work.actor).customerId, addresses)
  return findMe(work)
}

function selfOf(actor: Actor): { customerId: string; orderId?: string } {
  assert(actor.kind === 'shopper' || actor.kind === 'guest', 'only shoppers and guests have a record of their own')
  return actor
}
