import type { RawContext } from '#platform/contract/routes'
import { OutsideError } from '#platform/outside-error'
import { openIdPort } from '../ports.ts'
import { idTokenOf } from '../provider/sessions.ts'
import { findShopperLogin } from '../queries.ts'
import { clientOf } from './begin.ts'

/** Where a shopper signs out of the store as well (OpenID Connect RP-Initiated Logout); null where that is not offered. */
export async function wayOut(context: RawContext<unknown>): Promise<{ url: string | null }> {
  const { app, actor } = context
  const sessionId = actor.kind === 'shopper' ? actor.sessionId : undefined
  const reader = context.read()
  const login = await findShopperLogin(reader)
  const client = login && clientOf(app, login)
  const opened = sessionId && client ? await idTokenOf(reader, app.config, sessionId) : undefined
  if (!client || opened?.issuer !== client.issuer) return { url: null }
  try {
    const url = await app.ports.get(openIdPort).signOutUrl(client, opened.idToken, `${app.config.publicUrl}/sign-in`)
    return { url: url ?? null }
  } catch (error) {
    // Who wants to leave leaves here at any rate.
    if (error instanceof OutsideError) return { url: null }
    throw error
  }
}
