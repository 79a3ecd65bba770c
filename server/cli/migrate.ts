import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeSchema } from '#platform/database/describe-schema'
import { migrate } from '#platform/database/migrate'
import { openDatabase } from '#platform/database/open-database'
import { createLog } from '#platform/log'
import { chooseStore } from '../app/choose-store.ts'
import { readConfig } from '../config.ts'

const schemaFile = join(import.meta.dirname, '../../database/schema.sql')

// Brings the chosen database up to date; with --write-schema it also writes database/schema.sql.
const config = readConfig()
const log = createLog(config.logLevel)
const store = await chooseStore(config, log)
const { db } = openDatabase(store.connectionString, log, 2)
const done = await migrate(db)
process.stdout.write(done.length > 0 ? `Ran ${done.join(', ')}.\n` : 'Nothing to do: the schema is up to date.\n')
if (process.argv.includes('--write-schema')) {
  await writeFile(schemaFile, await describeSchema(db))
  process.stdout.write('Wrote database/schema.sql.\n')
}
await db.destroy()
await store.stop()
