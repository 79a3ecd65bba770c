import { findCustomer, identityIdsOf } from '#modules/customers'
import { findStore } from '#modules/stores'
import { timePage, type PageAsked } from '#platform/contract/time-page'
import { notFound } from '#platform/errors'
import { topic } from '#platform/live/topic'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { Inbox } from '../contract.ts'
import { inboxChanged } from '../events.ts'
import type { Speaker } from '../format.ts'
import { voiceFor } from '../locale.ts'
import type { NotificationTables } from '../tables.ts'
import { selfOf } from '../self.ts'
import { inWords, isOver } from './told-values.ts'

const db = tablesOf<NotificationTables>()

/** `inbox:<shopper>`: the portal of one shopper, who loads it again when there is news. */
export const inboxTopic = topic('inbox', {
  mayWatch: async ({ actor }, id) => actor.kind === 'shopper' && actor.customerId === id,
})

/** What a shopper was told, newest first, in the language of the page or else their own, and how much of it they have not read. */
export async function readInbox(
  reader: Reader,
  { locale, ...asked }: PageAsked & { locale?: string | undefined },
): Promise<Inbox> {
  const ids = await ownIds(reader)
  const { rows, nextCursor } = await timePage(
    asked,
    ({ isBelow, most }) =>
      db(reader)
        .selectFrom('notice')
        .selectAll()
        .where('store_id', '=', reader.storeId)
        .where('customer_id', 'in', ids)
        .where(isBelow('created_at'))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute(),
    (row) => row.created_at,
  )
  const speaker = await speakerOf(reader, locale)
  return {
    data: rows.map((row) => {
      const said = row.params ? inWords(row.template, row.params, speaker) : undefined
      return {
        id: row.id,
        topic: row.topic,
        title: said?.headline ?? row.title,
        words: said?.words ?? row.body,
        over: row.params !== null && isOver(row.params, reader.now),
        path: row.path,
        at: row.created_at.toISOString(),
        read: row.read_at !== null,
      }
    }),
    nextCursor,
    unread: await countUnread(reader, ids),
  }
}

/** Marks one piece of news as read, or as unread again. */
export async function markNotice(work: Work, { id, read }: { id: string; read: boolean }): Promise<{ unread: number }> {
  const ids = await ownIds(work)
  const { numUpdatedRows } = await db(work)
    .updateTable('notice')
    .set((set) => ({ read_at: read ? set.fn.coalesce('read_at', set.val(work.now)) : null }))
    .where('store_id', '=', work.storeId)
    .where('customer_id', 'in', ids)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return notFound('notice')
  return await changed(work, ids)
}

/** Marks everything as read. */
export async function readAllNotices(work: Work): Promise<{ unread: number }> {
  const ids = await ownIds(work)
  await db(work)
    .updateTable('notice')
    .set({ read_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('customer_id', 'in', ids)
    .where('read_at', 'is', null)
    .execute()
  return await changed(work, ids)
}

async function changed(work: Work, ids: string[]): Promise<{ unread: number }> {
  const customerId = selfOf(work)
  await work.emit(inboxChanged, { kind: 'inbox', id: customerId }, { customerId })
  return { unread: await countUnread(work, ids) }
}

async function speakerOf(reader: Reader, locale: string | undefined): Promise<Speaker> {
  const [store, customer] = [await findStore(reader), await findCustomer(reader, selfOf(reader))]
  return { ...voiceFor(locale, customer.locale, store.locale), zone: customer.timeZone ?? store.timeZone }
}

async function ownIds(reader: Reader): Promise<string[]> {
  const customerId = selfOf(reader)
  return [customerId, ...(await identityIdsOf(reader, customerId))]
}

async function countUnread(reader: Reader, ids: string[]): Promise<number> {
  const { count } = await db(reader)
    .selectFrom('notice')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', ids)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
