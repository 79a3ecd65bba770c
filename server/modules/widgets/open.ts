import { conversationIdOfLink, loadConversations } from '#modules/conversations'
import { publicStore } from '#modules/stores'
import { signInTime } from '#platform/auth/realms'
import { unseal } from '#platform/auth/seal'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { openAsShopper, openAsVisitor, openByLink, type OpenedSession } from './commands/open-session.ts'
import type { WidgetSession } from './contract.ts'
import { findSession, findWidget, keysOf } from './queries.ts'
import { readIdentity, type Identity } from './read-identity.ts'
import { sealedFor, type WidgetRow, type WidgetSessionRow } from './tables.ts'
import { tokenPrefix } from './token.ts'

interface Opening {
  id: string
  identity?: string | undefined
  visitorToken?: string | undefined
  page?: string | undefined
}

/** Opens the widget: as whom a signed identity names, or as a visitor where the widget lets visitors in. */
export async function openWidget(context: RawContext<Opening>): Promise<WidgetSession> {
  const { app, input } = context
  const reader = context.read()
  const widget = await findWidget(reader, input.id)
  requireOrigin(context, widget)
  const before = await sessionBefore(reader, input.visitorToken)
  if (input.identity !== undefined) {
    const identity = await identityOf(context, widget, input.identity)
    const minutes = minutesOf(app.demo, limits.widgets.shopperSessionHours)
    return await present(
      reader,
      widget,
      await context.transact((work) => openAsShopper(work, widget, identity, before, minutes)),
    )
  }
  if (widget.signed_only)
    refuse('signed_identity_needed', undefined, 'Sign in at the store first; then the chat knows who you are.')
  const minutes = minutesOf(app.demo, limits.widgets.visitorSessionHours)
  return await present(reader, widget, await context.transact((work) => openAsVisitor(work, widget, before, minutes)))
}

/** A visitor's session on our own pages. */
export async function openVisitorSession(context: RawContext<{ link?: string | undefined }>): Promise<WidgetSession> {
  const minutes = minutesOf(context.app.demo, limits.widgets.visitorSessionHours)
  const visitorId = context.input.link === undefined ? undefined : await visitorOfLink(context, context.input.link)
  const opened = await context.transact((work) =>
    visitorId === undefined ? openAsVisitor(work, null, undefined, minutes) : openByLink(work, visitorId, minutes),
  )
  return await present(context.read(), null, opened)
}

/** Whose conversation a mailed link opens. Once it turned out to be somebody's with an account, only signing in shows it. */
async function visitorOfLink({ app, read }: RawContext<unknown>, link: string): Promise<string> {
  const reader = read()
  const id = conversationIdOfLink(app.config, link, reader.now)
  const conversation = id === undefined ? undefined : (await loadConversations(reader, [id])).get(id)
  if (!conversation || conversation.visitor_id === null || conversation.customer_id !== null)
    return refuse('link_over', undefined, 'This link has ended. Open the chat again, or sign in to see what was said.')
  return conversation.visitor_id
}

// Browsers keep foreign pages out by frame-ancestors; this says so to whoever set the widget up, and is in the log.
function requireOrigin({ app, input }: RawContext<Opening>, widget: WidgetRow): void {
  if (input.page === undefined) return
  const origin = URL.canParse(input.page) ? new URL(input.page).origin : ''
  if (widget.origins.includes(origin) || origin === new URL(app.config.publicUrl).origin) return
  app.log.warn({ widget: widget.id, origin }, 'a widget was opened on a page that it does not name')
  refuse('origin_not_allowed', { origin }, `This chat does not belong to ${origin || 'this page'}.`)
}

async function identityOf({ app, read }: RawContext<Opening>, widget: WidgetRow, token: string): Promise<Identity> {
  const keys = (await keysOf(read(), [widget.id])).map(({ secret }) => unseal(app.config, sealedFor, secret).toString())
  const identity = readIdentity(token, { keys, audience: widget.id, now: signInTime(app) })
  if (!('trouble' in identity)) return identity
  app.log.warn({ widget: widget.id, code: identity.trouble, why: identity.why }, 'a signed identity was refused')
  return refuse(identity.trouble, undefined, `The signed identity does not count: ${identity.why}.`)
}

async function sessionBefore(
  reader: Reader,
  token: string | undefined,
): Promise<{ token: string; session: WidgetSessionRow } | undefined> {
  if (!token?.startsWith(tokenPrefix)) return undefined
  const session = await findSession(reader, token)
  return session && { token, session }
}

// The demonstration store's clock jumps by days; nobody is signed out by that.
function minutesOf(demo: boolean, hours: number): number {
  return (demo ? limits.signIn.demonstrationSessionHours : hours) * 60
}

async function present(reader: Reader, widget: WidgetRow | null, opened: OpenedSession): Promise<WidgetSession> {
  const store = await publicStore(reader)
  return {
    token: opened.token,
    expiresAt: opened.expiresAt.toISOString(),
    who: opened.who,
    store: { name: store.name, locale: store.locale },
    widget: { look: widget?.look ?? {}, signedOnly: widget?.signed_only ?? false },
  }
}
