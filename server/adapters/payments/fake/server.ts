import { runFakeServer } from '../../fakes/fake-server.ts'
import { openPaymentBooks } from './books.ts'

await runFakeServer('payments', openPaymentBooks)
