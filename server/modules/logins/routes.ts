import { anyone, guest, shopper, staffInPerson } from '#platform/auth/who'
import type { RawContext } from '#platform/contract/routes'
import { routes } from '#platform/contract/routes'
import { addLinkKey } from './commands/add-link-key.ts'
import { putShopperLogin } from './commands/put-shopper-login.ts'
import { forgetIdentity, putStaffLogin } from './commands/put-staff-login.ts'
import { logins } from './contract.ts'
import { findShopperLogin, findStaffLogin, presentLogins, presentShopperLogin, presentStaffLogin } from './queries.ts'
import { backChannel } from './shoppers/back-channel.ts'
import { beginStoreSignIn } from './shoppers/begin.ts'
import { returnToPortal } from './shoppers/return.ts'
import { signInByLink } from './shoppers/sign-in-by-link.ts'
import { wayOut } from './shoppers/way-out.ts'
import { beginSingleSignOn, returnToConsole } from './staff/single-sign-on.ts'

// In person, never by a key: who holds a key of the API must not decide who else comes in.
const inPerson = [staffInPerson('administrator')]
// Everybody in an office comes from one address.
const seldom = { perMinute: 300, by: 'ip' } as const

export const loginRoutes = routes(logins, {
  'GET /sign-in-options': { who: [anyone], direct: signInOptions },
  'POST /store-sign-ins': {
    who: [anyone],
    limit: seldom,
    direct: (context, _request, reply) => beginStoreSignIn(context, reply),
  },
  'POST /store-sign-ins/link': { who: [anyone], direct: (context, _request, reply) => signInByLink(context, reply) },
  'GET /store-sign-ins/return': { who: [anyone], limit: seldom, raw: returnToPortal },
  'GET /store-sign-ins/way-out': { who: [shopper, guest], direct: wayOut },
  // Its signature says who it is.
  'POST /store-sign-ins/back-channel': { who: [anyone], limit: { perMinute: 600, by: 'ip' }, raw: backChannel },
  'POST /staff/single-sign-on': {
    who: [anyone],
    limit: seldom,
    direct: (context, _request, reply) => beginSingleSignOn(context, reply),
  },
  'GET /staff/single-sign-on/return': { who: [anyone], limit: seldom, raw: returnToConsole },
  'GET /logins': { who: inPerson, direct: ({ app, read }) => presentLogins(read(), app.config.publicUrl) },
  // Direct, as all that are told a secret or answer one: what commands are told and answer is kept for repeats.
  'PUT /logins/shoppers': {
    who: inPerson,
    direct: ({ app, input, transact }) =>
      transact(async (work) => {
        await putShopperLogin(work, app.config, input)
        return await presentShopperLogin(work, app.config.publicUrl)
      }),
  },
  'POST /logins/shoppers/keys': {
    who: inPerson,
    limit: { perMinute: 10, by: 'actor' },
    direct: ({ app, transact }) => transact((work) => addLinkKey(work, app.config)),
  },
  'PUT /logins/staff': {
    who: inPerson,
    direct: ({ app, input, transact }) =>
      transact(async (work) => {
        await putStaffLogin(work, app.config, input)
        return await presentStaffLogin(work, app.config.publicUrl)
      }),
  },
  'DELETE /logins/staff/identities/:id': { who: inPerson, command: (work, { id }) => forgetIdentity(work, id) },
})

async function signInOptions({ read }: RawContext<unknown>) {
  const [shoppers, people] = [await findShopperLogin(read()), await findStaffLogin(read())]
  return {
    shoppers: {
      kind: shoppers?.kind ?? 'own',
      accountUrl: shoppers?.kind === 'own' ? null : (shoppers?.account_url ?? null),
    },
    staff: { singleSignOn: people?.active ? people.label : null, passwords: !people?.active || people.passwords },
  }
}
