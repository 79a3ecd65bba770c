import { parseArgs } from 'node:util'
import { migrate } from '#platform/database/migrate'
import { openDatabase } from '#platform/database/open-database'
import { createLog } from '#platform/log'
import { fill } from './order-list.ts'

const usage = `Fills an empty database with orders of very many shoppers, for measuring.

  DATABASE_URL=postgres://… node bench/seed-million.ts [--orders 1000000]

Each order has two items, two units, a card and a delivered parcel with its scan and proof; every fifth order is somebody
else's first, and the shopper cus_many has 500 of them. The database writes all rows by itself with generate_series: a
million orders take some minutes. The schema is brought up to date first. It refuses a database that holds a store.
`

const { values } = parseArgs({ options: { orders: { type: 'string', default: '1000000' }, help: { type: 'boolean' } } })
const connectionString = process.env.DATABASE_URL
if (values.help || !connectionString) {
  process.stdout.write(usage)
} else {
  const { db } = openDatabase(connectionString, createLog('warn'), 2)
  await migrate(db)
  const store = await db.selectFrom('store').select('id').limit(1).executeTakeFirst()
  if (store) throw new Error('This database holds a store already. Use an empty one.')
  const begun = performance.now()
  await fill({ db, storeId: 'main' }, Number(values.orders))
  await db.destroy()
  process.stdout.write(`${values.orders} orders in ${Math.round((performance.now() - begun) / 1000)} s\n`)
}
