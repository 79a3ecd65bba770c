import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { linkToken, readLink } from '#platform/auth/mailed-links'
import { isSecure } from '#platform/auth/realms'
import type { LinkRow } from '#platform/auth/tables'
import type { RawContext } from '#platform/contract/routes'
import type { Config } from '../../../config.ts'
import { limits } from '../../../limits.ts'

/**
 * The address in a mail: built from the configured address of this program alone, never from what a request names. Opening it
 * puts the token into a cookie and leads on to an address without it, so that no page, history or referrer holds it.
 */
export function mailedLinkUrl(config: Config, id: string, page: 'reset-password' | 'undo'): string {
  return `${config.publicUrl}/${page}?token=${encodeURIComponent(linkToken(config, id))}`
}

/** Keeps the token of a mailed link in this browser for as long as somebody needs to go on with it. */
export function keepMailedLink(app: App, reply: FastifyReply, token: string): void {
  void reply.setCookie(cookieName(app), token.slice(0, 200), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(app),
    maxAge: limits.signIn.resetMinutes * 60,
  })
}

/** Forgets the token again. */
export function dropMailedLink(app: App, reply: FastifyReply): void {
  void reply.clearCookie(cookieName(app), { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(app) })
}

/** The link that was opened from a mail: of the token that is sent, else of the one in the browser's cookie. */
export async function openMailedLink(
  context: RawContext<unknown>,
  request: FastifyRequest,
  purpose: 'password_reset' | 'undo',
  token?: string,
): Promise<LinkRow | undefined> {
  const { app } = context
  const shown = token ?? request.cookies[cookieName(app)]
  return shown ? await readLink(context.read(), app.config, purpose, shown) : undefined
}

function cookieName(app: App): string {
  return isSecure(app) ? '__Host-mr_link' : 'mr_link'
}
