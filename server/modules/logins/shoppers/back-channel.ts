import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { endShopperSessions } from '#modules/customers'
import type { App } from '#platform/app'
import { findSessionById } from '#platform/auth/sessions'
import { readBody } from '#platform/contract/read-body'
import type { RawContext } from '#platform/contract/routes'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import * as z from 'zod'
import { limits } from '../../../limits.ts'
import { openIdPort, type ProviderClient } from '../ports.ts'
import { takeLoginSessions } from '../provider/sessions.ts'
import { findShopperLogin } from '../queries.ts'
import type { LoginTables } from '../tables.ts'
import { clientOf } from './begin.ts'

const db = tablesOf<LoginTables>()
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const Claims = z
  .looseObject({
    jti: z.string().min(1).max(300),
    sub: z.string().max(300).optional(),
    sid: z.string().max(300).optional(),
    events: z.looseObject({ [logoutEvent]: z.looseObject({}) }),
    nonce: z.undefined().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined)
type Claims = z.infer<typeof Claims>

/** Ends the sessions of somebody who signed out at the store's identity provider (OpenID Connect Back-Channel Logout 1.0). */
export async function backChannel(
  context: RawContext<unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { app } = context
  void reply.header('cache-control', 'no-store')
  const body = new URLSearchParams((await readBody(request, limits.http.bodyBytes)).toString('utf8'))
  const login = await findShopperLogin(context.read())
  const client = login && clientOf(app, login)
  const claims = client && (await claimsOf(app, client, body.get('logout_token') ?? ''))
  if (!client || !claims) return reply.code(400).send({ error: 'invalid_request' })
  await context.transact((work) => end(work, client.issuer, claims))
  return reply.code(200).send()
}

async function claimsOf(app: App, client: ProviderClient, token: string): Promise<Claims | undefined> {
  try {
    const { keys } = await app.ports.get(openIdPort).keysOf(client)
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys } as never), {
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
      issuer: client.issuer,
      audience: client.clientId,
      maxTokenAge: limits.logins.linkSeconds,
      clockTolerance: limits.logins.skewSeconds,
    })
    return Claims.safeParse(payload).data
  } catch (error) {
    if (!(error instanceof errors.JOSEError || error instanceof OutsideError)) throw error
    app.log.warn({ reason: error.code }, 'a notice of a sign-out was not believed')
    return undefined
  }
}

async function end(work: Work, issuer: string, { jti, sub, sid }: Claims): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db(work)
    .insertInto('login_token')
    .values({
      store_id: work.storeId,
      hash: `out ${issuer} ${jti}`,
      ends_at: new Date(work.now.getTime() + 2 * limits.logins.linkSeconds * 1000),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (Number(numInsertedOrUpdatedRows) === 0) return
  for (const id of await takeLoginSessions(work, 'shopper', { issuer, subject: sub, sid })) {
    const session = await findSessionById(work, 'shopper', id)
    if (session) await endShopperSessions(work, [session.subjectId], { id })
  }
}
