import { ensureCustomers, findByReference, findCustomers } from '#modules/customers'
import { adoptVisitor } from '#modules/conversations'
import { refuse } from '#platform/errors'
import { defaultSource, parseReference } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { widgetIdentified } from '../events.ts'
import type { Identity } from '../read-identity.ts'
import type { WidgetRow, WidgetSessionRow, WidgetTables } from '../tables.ts'
import { hashOfToken, newToken } from '../token.ts'
import { endSession } from './end-session.ts'

const db = tablesOf<WidgetTables>()

export interface OpenedSession {
  token: string
  expiresAt: Date
  who: { id: string; kind: 'visitor' | 'shopper'; name: string; verified: boolean }
}

/**
 * A visitor's session: goes on with the one that this browser holds, as long as it belongs to the same widget and to nobody
 * with an account; otherwise a new visitor.
 */
export async function openAsVisitor(
  work: Work,
  widget: WidgetRow | null,
  before: { token: string; session: WidgetSessionRow } | undefined,
  minutes: number,
): Promise<OpenedSession> {
  const expiresAt = addMinutes(work.now, minutes)
  const whoIs = (id: string) => ({ id, kind: 'visitor' as const, name: '', verified: false })
  if (before && isVisitorOf(before.session, widget)) {
    await db(work)
      .updateTable('widget_session')
      .set({ expires_at: expiresAt })
      .where('store_id', '=', work.storeId)
      .where('id', '=', before.session.id)
      .execute()
    return { token: before.token, expiresAt, who: whoIs(before.session.visitor_id ?? '') }
  }
  const visitorId = work.newId('vis')
  await db(work)
    .insertInto('visitor')
    .values({ store_id: work.storeId, id: visitorId, name: '', email: null, customer_id: null, created_at: work.now })
    .execute()
  const { token } = await begin(work, { widget, visitorId, customerId: null, expiresAt })
  return { token, expiresAt, who: whoIs(visitorId) }
}

/** A session of the visitor whose conversation a mailed link opened, on our own pages. */
export async function openByLink(work: Work, visitorId: string, minutes: number): Promise<OpenedSession> {
  const expiresAt = addMinutes(work.now, minutes)
  const { token } = await begin(work, { widget: null, visitorId, customerId: null, expiresAt })
  return { token, expiresAt, who: { kind: 'visitor', id: visitorId, name: '', verified: false } }
}

/**
 * The session of a signed identity, always a new one. The session that the browser held ends with it; if a visitor of this
 * widget held it, what they wrote goes over to the shopper. What is signed fills in what is not known, and changes nothing.
 */
export async function openAsShopper(
  work: Work,
  widget: WidgetRow,
  identity: Identity,
  before: { session: WidgetSessionRow } | undefined,
  minutes: number,
): Promise<OpenedSession> {
  const { source, reference } = parseReference(identity.reference) ?? {
    source: defaultSource,
    reference: identity.reference,
  }
  const [named = ''] = await ensureCustomers(work, source, [
    {
      reference,
      ...(identity.email ? { email: identity.email } : {}),
      ...(identity.name ? { name: identity.name } : {}),
    },
  ])
  const record = await findByReference(work, { source, reference })
  if (!record?.isOpen)
    return refuse(
      'identity_unproved',
      undefined,
      'Please sign in here with a code by mail: what you wrote to the store is together with matters of that address.',
    )
  const customer = (await findCustomers(work, [named])).get(named)
  const customerId = customer?.id ?? named
  const visitorId = before && isVisitorOf(before.session, widget) ? before.session.visitor_id : null
  if (visitorId) await goesOver(work, visitorId, customerId)
  if (before && before.session.widget_id === widget.id) await endSession(work, before.session, 'signed_in')
  const expiresAt = addMinutes(work.now, minutes)
  const { id, token } = await begin(work, { widget, visitorId, customerId: record.id, expiresAt })
  await work.emit(
    widgetIdentified,
    { kind: 'widget', id: widget.id },
    { widgetId: widget.id, sessionId: id, customerId, visitorId },
  )
  return { token, expiresAt, who: { id: customerId, kind: 'shopper', name: customer?.name ?? '', verified: true } }
}

// Once only: a visitor who turned out to be somebody is nobody else later.
async function goesOver(work: Work, visitorId: string, customerId: string): Promise<void> {
  const { numUpdatedRows } = await db(work)
    .updateTable('visitor')
    .set({ customer_id: customerId })
    .where('store_id', '=', work.storeId)
    .where('id', '=', visitorId)
    .where('customer_id', 'is', null)
    .executeTakeFirst()
  if (Number(numUpdatedRows) > 0) await adoptVisitor(work, visitorId, customerId)
}

function isVisitorOf(session: WidgetSessionRow, widget: WidgetRow | null): boolean {
  return session.widget_id === (widget?.id ?? null) && session.visitor_id !== null && session.customer_id === null
}

async function begin(
  work: Work,
  session: { widget: WidgetRow | null; visitorId: string | null; customerId: string | null; expiresAt: Date },
): Promise<{ id: string; token: string }> {
  const [id, token] = [work.newId('wse'), newToken()]
  await db(work)
    .insertInto('widget_session')
    .values({
      store_id: work.storeId,
      id,
      widget_id: session.widget?.id ?? null,
      visitor_id: session.visitorId,
      customer_id: session.customerId,
      token_hash: hashOfToken(token),
      created_at: work.now,
      expires_at: session.expiresAt,
      ended_at: null,
    })
    .execute()
  return { id, token }
}
