import { runFakeServer } from '../../../fakes/fake-server.ts'
import { openStripeBooks } from './books.ts'
import { stripeDialect } from './wire.ts'

await runFakeServer('stripe', openStripeBooks, stripeDialect)
