import { runFakeServer } from '../../fakes/fake-server.ts'
import { openMessageBooks } from './books.ts'
import { messageDialect } from './wire.ts'

await runFakeServer('messages', openMessageBooks, messageDialect)
