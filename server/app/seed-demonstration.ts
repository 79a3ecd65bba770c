import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { putConnection, putDemoPeople, runImport, showImport, type DemoPerson } from '#modules/connections'
import { findCustomer } from '#modules/customers'
import { storeFile } from '#modules/files'
import { takeStarterSet } from '#modules/helpcenter'
import { loadOrders, orderIdsByReference } from '#modules/orders'
import { importMacros } from '#modules/macros'
import { problemsOf, reportProblem, takeRemedy, findProblem } from '#modules/problems'
import { addSellerMember, findMemberByEmail, findSeller } from '#modules/sellers'
import { addStaff, findStaffByEmail } from '#modules/staff'
import { createStore, findStore, finishSetUp } from '#modules/stores'
import { recordSignals } from '#modules/trust'
import { addWidget } from '#modules/widgets'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { defaultSource } from '#platform/reference'
import { read, transact } from '#platform/work'
import { world, type PhotoFiles, type World } from '../testing/world.ts'
import { demonstrationMacros } from './demonstration-macros.ts'
import { demonstrationPhotos } from './demonstration-photos.ts'
import { seedClaims } from './seed-claims.ts'
import { seedConversations } from './seed-conversations.ts'
import { seedDesk } from './seed-desk.ts'

const seed = system('demonstration')

/**
 * Fills an empty database with the demonstration store: the named world, through the same doors as a store's own data.
 * Answers false, and changes nothing, when it is there already. What was broken off is taken up again, since every part of it can be repeated.
 * @param options.help whether its help center has the articles that every store can begin with
 * @param options.desk whether people wait on the agents' desk already
 */
export async function seedDemonstration(app: App, { help = true, desk = true } = {}): Promise<boolean> {
  return alone(app, async () => {
    if ((await findStore(read(app, seed))).setUp) return false
    const made = world(app.clock.now(), await storePhotos(app))
    await transact(app, seed, async (work) => {
      await createStore(work, made.store, { setUp: false })
      await putConnection(work, { name: defaultSource, cutoff: made.cutoff.toISOString() })
    })
    await importFiles(app, made)
    await recordPast(app, made)
    await loseFirstParcel(app, made)
    const people = await peopleOf(app, made)
    await seedClaims(app, made, staffIdsOf(people).priya ?? '')
    if (help) await takeStarterSet((run) => transact(app, seed, run), true)
    await transact(app, seed, async (work) => {
      await importMacros(work, 'demonstration', demonstrationMacros)
      await putDemoPeople(work, people)
      await seedDesk(work, staffIdsOf(people), { timeZone: made.store.timeZone })
      await addWidget(work, { name: 'Every page', origins: [] })
    })
    if (desk) await seedConversations(app, staffIdsOf(people))
    await transact(app, seed, finishSetUp)
    return true
  })
}

async function storePhotos(app: App): Promise<PhotoFiles> {
  const photos = await demonstrationPhotos()
  const keep = async (name: string, content: Buffer) => {
    const { id } = await storeFile(
      { app, transact: (run) => transact(app, seed, run) },
      { content, name: `${name}.jpg`, owner: { kind: 'carrier', id: 'cascade-parcel' } },
    )
    return id
  }
  return {
    rightPlace: await keep('doorstep', photos.rightPlace),
    otherPlace: await keep('other-doorstep', photos.otherPlace),
  }
}

async function importFiles(app: App, { files }: World): Promise<void> {
  for (const { kind, rows } of files) {
    const bytes = Readable.from([Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))])
    const id = await runImport(app, seed, { kind, source: defaultSource, format: 'ndjson', bytes })
    const { counts, bad } = await showImport(read(app, seed), { id })
    if (counts.bad > 0)
      throw new Error(`The demonstration store's ${kind} cannot be imported: ${JSON.stringify(bad[0])}`)
  }
}

async function recordPast(app: App, { pastClaims }: World): Promise<void> {
  await transact(app, seed, async (work) => {
    for (const [index, { customer, at, amountMinor }] of pastClaims.entries()) {
      const { id } = await findCustomer(work, `ref:${defaultSource}:${customer}`)
      const base = {
        customerId: id,
        at,
        amount: { amountMinor, currency: 'USD' },
        silent: true,
        details: { lossId: `before-${index}` },
      }
      const about = { kind: 'earlier_claim', id: `${customer}-${index + 1}` }
      await recordSignals(work, [
        { ...base, kind: 'not_received_claim', about },
        { ...base, kind: 'not_received_remedy', about },
      ])
    }
  })
}

/** The first of two losses at one address: its shopper reported it, and what was offered was taken. */
async function loseFirstParcel(app: App, made: World): Promise<void> {
  const reader = read(app, seed)
  const orderId = (await orderIdsByReference(reader, defaultSource, [made.orders.firstLoss])).get(made.orders.firstLoss)
  const [order] = await loadOrders(reader, orderId ? [orderId] : [])
  if (!order) throw new Error('The demonstration store lacks its first loss.')
  const shopper = { kind: 'shopper' as const, customerId: order.row.customer_id }
  if ((await problemsOf(reader, [order.row.id])).length > 0) return
  const id = await transact(app, shopper, (work) =>
    reportProblem(work, { order: order.row.id, kind: 'delivered_not_received' }),
  )
  const { row } = await findProblem(reader, id)
  const [best] = row.offers
  if (best) await transact(app, shopper, (work) => takeRemedy(work, { id, remedy: best.id }))
}

async function peopleOf(app: App, made: World): Promise<DemoPerson[]> {
  const reader = read(app, seed)
  const shoppers = await Promise.all(
    made.shoppers.map(async ({ reference, name, words, order }): Promise<DemoPerson> => {
      const { id } = await findCustomer(reader, `ref:${defaultSource}:${reference}`)
      return { id: reference, kind: 'shopper', personId: id, name, words, role: null, orderReference: order }
    }),
  )
  const staff: DemoPerson[] = []
  for (const { reference, name, email, role, words } of made.staff) {
    const known = await findStaffByEmail(reader, email)
    const personId = known?.id ?? (await transact(app, seed, (work) => addStaff(work, { name, email, role })))
    staff.push({ id: reference, kind: 'staff', personId, name, words, role, orderReference: null })
  }
  return [...shoppers, ...staff, ...(await sellerPeopleOf(app, made))]
}

async function sellerPeopleOf(app: App, { sellerPeople }: World): Promise<DemoPerson[]> {
  const reader = read(app, seed)
  const people: DemoPerson[] = []
  for (const { reference, seller, name, email, role, words } of sellerPeople) {
    const known = await findMemberByEmail(reader, email)
    const { id } = await findSeller(reader, `ref:${defaultSource}:${seller}`)
    const personId =
      known?.id ?? (await transact(app, seed, (work) => addSellerMember(work, { id, name, email, role })))
    people.push({ id: reference, kind: 'seller', personId, name, words, role, orderReference: null })
  }
  return people
}

function staffIdsOf(people: readonly DemoPerson[]): Record<string, string> {
  return Object.fromEntries(people.filter(({ kind }) => kind === 'staff').map(({ id, personId }) => [id, personId]))
}

// Two processes that start on one empty database fill it once.
async function alone<T>(app: App, run: () => Promise<T>): Promise<T> {
  return app.db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(hashtext(${`seed:${app.storeId}`}))`.execute(connection)
    try {
      return await run()
    } finally {
      await sql`select pg_advisory_unlock(hashtext(${`seed:${app.storeId}`}))`.execute(connection)
    }
  })
}
