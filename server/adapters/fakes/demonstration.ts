import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openLabelBooks } from '../labels/fake/books.ts'
import { openMessageBooks } from '../messages/fake/books.ts'
import { messageDialect } from '../messages/fake/wire.ts'
import { openPaymentBooks } from '../payments/fake/books.ts'
import { openStorefrontBooks } from '../storefronts/fake/books.ts'
import { endWith, serveFake } from './fake-server.ts'

// The outsiders of the demonstration store share one process, which saves the memory of three. Tests run each on its own.
const { values } = parseArgs({
  options: { folder: { type: 'string' }, ports: { type: 'string', default: '0,0,0,0' } },
})
const folder = values.folder
if (!folder) throw new Error('--folder is needed')
const [payments = 0, storefronts = 0, labels = 0, messages = 0] = values.ports.split(',').map(Number)
const at = (name: string, port: number) => ({ booksFile: join(folder, `${name}.jsonl`), port })

const served = {
  payments: await serveFake(openPaymentBooks, at('payments', payments)),
  storefronts: await serveFake(openStorefrontBooks, at('storefronts', storefronts)),
  labels: await serveFake(openLabelBooks, at('labels', labels)),
  messages: await serveFake(openMessageBooks, at('messages', messages), undefined, messageDialect),
}
const ports = Object.fromEntries(Object.entries(served).map(([name, { port }]) => [name, port]))
process.stdout.write(`${JSON.stringify({ ports, pid: process.pid })}\n`)
endWith(true, () => Promise.all(Object.values(served).map((fake) => fake.close())))
