import { hasPassword } from '#platform/auth/passwords'
import { listPasskeys } from '#platform/auth/passkeys'
import { countRecoveryCodes } from '#platform/auth/recovery-codes'
import type { RawContext } from '#platform/contract/routes'
import { storeLogin } from '../sign-in/store-login.ts'
import { accountPolicy } from './account-policy.ts'
import { cooldownUntil } from './cooldown-until.ts'
import { listAccountEvents } from './note-account-event.ts'
import { shown } from './passkeys.ts'
import { isFresh, ownSession, waysToProve } from './proof.ts'
import { secondFactorOf } from './second-factor-of.ts'

/** Everything of Login & Security: the ways in, what opens changes, and what happened lately. */
export async function findSecurity(context: RawContext<unknown>) {
  const reader = context.read()
  const { customer, ids, session } = await ownSession(reader)
  const subject = await secondFactorOf(reader, ids)
  const store = await storeLogin(reader)
  const { undoHours, cooldownHours } = await accountPolicy(reader)
  return {
    email: customer.email,
    hasPassword: await hasPassword(reader, 'shopper', ids),
    passkeys: (await listPasskeys(reader, 'shopper', ids)).map(shown),
    secondFactor: {
      on: subject !== undefined,
      recoveryCodesLeft: subject ? await countRecoveryCodes(reader, 'shopper', subject) : 0,
    },
    proof: { fresh: isFresh(reader, session), ways: await waysToProve(reader, ids) },
    events: (await listAccountEvents(reader, ids)).map(({ id, kind, at, device, network, place, detail }) => ({
      id,
      kind,
      at: at.toISOString(),
      device,
      network,
      place,
      detail,
    })),
    heldUntil: cooldownUntil(customer, cooldownHours, reader.now)?.toISOString() ?? null,
    undoHours,
    contactChangedAt: customer.contactChangedAt?.toISOString() ?? null,
    store: store ? { url: store.accountUrl } : null,
  }
}
