import { findCustomer } from '#modules/customers'
import { findStore } from '#modules/stores'
import { job, type JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import type { Selectable } from 'kysely'
import { limits } from '../../../limits.ts'
import { shortMessageSent } from '../events.ts'
import { say } from '../format.ts'
import { voiceFor } from '../locale.ts'
import { pushPort, smsPort } from '../ports.ts'
import { confirmedNumber, isStopped, stopNumber } from '../sms/numbers.ts'
import type { NotificationTables, ShortMessageRow } from '../tables.ts'

const db = tablesOf<NotificationTables>()

type Row = Selectable<ShortMessageRow>

/** Hands one push or text over. What ended meanwhile (a browser that is gone, a number that said STOP) is not told any more. */
export const sendShort = job<{ messageId: string }>(
  'notifications.send-short',
  { retryLimit: 8, retryDelaySeconds: 5, concurrency: 4 },
  async (context, { messageId }) => {
    const row = await db(context.app)
      .selectFrom('short_message')
      .selectAll()
      .where('store_id', '=', context.app.storeId)
      .where('id', '=', messageId)
      .executeTakeFirst()
    if (row?.state !== 'queued') return
    try {
      const sent = row.channel === 'push' ? await push(context, row) : await text(context, row)
      await finish(context, row, sent)
    } catch (error) {
      const { outcome, code } = error instanceof OutsideError ? error : { outcome: 'unknown', code: 'failed' }
      if (outcome !== 'refused' && !context.isLastTry) throw error
      await finish(context, row, { state: 'failed', failure: code })
    }
  },
)

interface Sent {
  state: 'sent' | 'failed' | 'suppressed'
  failure?: string
  reference?: string
}

async function push(context: JobContext, row: Row): Promise<Sent> {
  if (!context.app.ports.has(pushPort)) return { state: 'suppressed', failure: 'not_connected' }
  const target = await db(context.app)
    .selectFrom('push_subscription')
    .selectAll()
    .where('store_id', '=', row.store_id)
    .where('id', '=', row.subscription_id)
    .executeTakeFirst()
  if (!target) return { state: 'suppressed', failure: 'gone' }
  const { title, body, path } = row
  await context.port(pushPort).send(target, {
    key: row.id,
    payload: JSON.stringify({ id: row.id, title, body, url: path ?? '/inbox' }),
    topic: row.id.slice(-32),
    ttlSeconds: limits.notifications.pushKeepSeconds,
    isUrgent: row.topic === 'money' || row.topic === 'answers',
  })
  return { state: 'sent' }
}

async function text(context: JobContext, row: Row): Promise<Sent> {
  if (!context.app.ports.has(smsPort)) return { state: 'suppressed', failure: 'not_connected' }
  const to = row.number ?? ''
  if (await isStopped(context.read(), to)) return { state: 'suppressed', failure: 'stopped' }
  // Forgotten or another one since it was written.
  if ((await confirmedNumber(context.read(), row.customer_id)) !== to) return { state: 'suppressed', failure: 'gone' }
  const [store, customer] = [await findStore(context.read()), await findCustomer(context.read(), row.customer_id)]
  const speaker = { ...voiceFor(customer.locale, store.locale), zone: store.timeZone }
  const url = `${context.app.config.publicUrl}${row.path ?? '/inbox'}`
  const body = say(speaker, speaker.catalog.short.text, { store: store.name, title: row.title, url })
  const { reference } = await context.port(smsPort).send({ key: row.id, to, body })
  return { state: 'sent', reference }
}

async function finish(context: JobContext, row: Row, sent: Sent): Promise<void> {
  await context.transact(async (work) => {
    const { numUpdatedRows } = await db(work)
      .updateTable('short_message')
      .set((set) => ({
        state: sent.state,
        failure: sent.failure ?? null,
        provider_reference: sent.reference ?? null,
        attempts: set('attempts', '+', 1),
        sent_at: sent.state === 'sent' ? work.now : null,
      }))
      .where('store_id', '=', row.store_id)
      .where('id', '=', row.id)
      .where('state', '=', 'queued')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    if (sent.failure === 'stopped' && row.number) await stopNumber(work, row.number)
    if (sent.failure === 'gone' && row.subscription_id)
      await db(work)
        .deleteFrom('push_subscription')
        .where('store_id', '=', row.store_id)
        .where('id', '=', row.subscription_id)
        .execute()
    const { id, channel, template } = row
    await work.emit(
      shortMessageSent,
      { kind: 'short_message', id, customerId: row.customer_id },
      { messageId: id, channel, template, state: sent.state, failure: sent.failure ?? null },
    )
  })
}
