import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customersModule, upsertCustomers } from '#modules/customers'
import { emailPort } from '#modules/mail'
import { notificationsModule, queueNotification, type TemplateName } from '#modules/notifications'
import { staffModule } from '#modules/staff'
import { storesModule } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { runJobs, runUntil, testApp, type TestApp } from '#testing/app'
import { openStore } from '#testing/parcels'
import { nextAt } from './settings.ts'
import { smsPort } from './ports.ts'
import { samples } from './samples.ts'

let app: TestApp
/** What went out, by the key under which a mail program, or the provider, drops a double. */
const mails = new Map<string, { to: string; subject: string }>()
const texts = new Map<string, { to: string; body: string }>()

/** Ends the connection before, or after, the statement with this number. */
let end: Cut | undefined
let statements = 0

beforeAll(async () => {
  app = await testApp({
    modules: [storesModule, customersModule, staffModule, notificationsModule],
    config: { mailFrom: 'Store <mail@store.test>', publicUrl: 'https://help.store.test' },
  })
  app.ports.set(emailPort, {
    async send(mail) {
      mails.set(mail.key, { to: mail.to.address, subject: mail.subject })
      return { messageId: mail.messageId, response: 'kept' }
    },
  })
  app.ports.set(smsPort, {
    async send({ key, to, body }) {
      texts.set(key, { to, body })
      return { reference: key }
    },
  })
  await openStore(app, { name: 'Juniper' })
  app.pool.on('connect', breakable)
  for (const client of await Promise.all(Array.from({ length: app.pool.totalCount }, () => app.pool.connect()))) {
    breakable(client)
    client.release()
  }
})
afterAll(() => app?.close())

type Query = (...given: unknown[]) => Promise<unknown>

// A statement that fails is all that a program sees of a power cut; what it has done before is rolled back, or was there already.
function breakable(client: object): void {
  const known = client as { query: Query; breakable?: true }
  if (known.breakable) return
  known.breakable = true
  const query = known.query.bind(client) as Query
  known.query = async (...given) => {
    const text = String((given[0] as { text?: string }).text ?? given[0])
    if (/^\s*rollback/i.test(text) || ++statements !== end?.at) return await query(...given)
    const { when } = end
    end = undefined
    if (when === 'after') await query(...given)
    throw new Error(`ended ${when} statement ${statements}: ${text.slice(0, 60)}`)
  }
}

let count = 0

async function shopper(): Promise<{ id: string; email: string; number: string }> {
  const [email, number] = [`killed${++count}@example.com`, `+1202555${String(1000 + count)}`]
  const id = await transact(app, system('test'), async (work) => {
    const [outcome] = await upsertCustomers(work, 'import', [
      { reference: `k${count}`, name: 'Ava', addresses: [], paymentMethods: [], email },
    ])
    return outcome?.id ?? ''
  })
  const { storeId } = app
  const now = app.clock.now()
  await app.db
    .insertInto('sms_number')
    .values({ store_id: storeId, customer_id: id, number, confirmed_at: now, asked_at: now })
    .execute()
  await app.db
    .insertInto('notification_preference')
    .values({ store_id: storeId, customer_id: id, topic: 'money', channel: 'sms', wanted: true, daily: false })
    .execute()
  return { id, email, number }
}

async function tell(customerId: string, template: TemplateName) {
  const dedupeKey = `${template}:${customerId}`
  const request = { template, params: samples[template] as never, to: { customerId }, dedupeKey }
  await transact(app, system('test'), (work) =>
    queueNotification(work, { ...request, orderId: `ord_${customerId}`, path: '/orders/1' }),
  )
}

interface Cut {
  step: 'tell' | 'wait' | 'send'
  at: number
  when: 'before' | 'after'
}

/** Does something with a cut at one place, again until it is through: like a program that is started anew. */
async function through(cut: Cut | undefined, run: () => Promise<unknown>): Promise<number> {
  statements = 0
  end = cut
  for (let tries = 0; tries < 5; tries++) {
    try {
      await run()
      if (end === cut) break
    } catch {
      // Whoever had it in hand is gone.
      await sql`update pgboss.job set state = 'retry' where state = 'active'`.execute(app.db)
    }
  }
  end = undefined
  return statements
}

/** One shopper's night: small facts wait for each other, texts wait for the morning. Answers what was told, and in how many statements. */
async function night(cut?: Cut) {
  const { id, email, number } = await shopper()
  const took = { tell: 0, wait: 0, send: 0 }
  const during = async (step: Cut['step'], run: () => Promise<unknown>) => {
    took[step] = await through(cut?.step === step ? cut : undefined, run)
  }
  await runUntil(app, nextAt(app.clock.now(), '22:00', 'America/New_York'))
  await during('tell', () => tell(id, 'refund_under_way'))
  await runJobs(app)
  await during('wait', async () => {
    await tell(id, 'way_received')
    await tell(id, 'turned_up')
    await tell(id, 'advance_reversed')
  })
  const morning = nextAt(app.clock.now(), '09:00', 'America/New_York')
  await during('send', async () => {
    const { failures } = await runUntil(app, morning, { allowFailures: true })
    if (failures.length > 0) throw failures[0]?.error
  })
  // What failed is tried again after a while.
  await sql`update timer set retry_at = null`.execute(app.db)
  await sql`update pgboss.job set start_after = now() where state in ('created', 'retry')`.execute(app.db)
  await runJobs(app)
  const subjects = [...mails.values()].filter(({ to }) => to === email).map(({ subject }) => subject)
  const bodies = [...texts.values()].filter(({ to }) => to === number).map(({ body }) => body)
  return { took, subjects: subjects.toSorted(), bodies }
}

// All of them takes minutes: MAKERIGHT_KILLS=all does, when something changes here.
const stride = process.env.MAKERIGHT_KILLS === 'all' ? 1 : 29

test('a program may end between any two statements: every piece of news is told, and once', async () => {
  const { took, ...whole } = await night()
  expect(whole).toEqual({
    subjects: ['$45.99 goes back to you', '$45.99 is on its way back to you', 'News about your order'],
    bodies: ['Juniper: 2 pieces of news https://help.store.test/inbox'],
  })
  const cuts = Object.entries(took).flatMap(([step, count]) =>
    Array.from({ length: count }, (_, index) => index + 1).flatMap((at) =>
      (['before', 'after'] as const).map((when) => ({ step, at, when }) as Cut),
    ),
  )
  for (const cut of cuts.filter((_, index) => index % stride === 0)) {
    const { subjects, bodies } = await night(cut)
    expect({ subjects, bodies }, JSON.stringify(cut)).toEqual(whole)
  }
}, 900_000)
