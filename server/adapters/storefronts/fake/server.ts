import { runFakeServer } from '../../fakes/fake-server.ts'
import { openStorefrontBooks } from './books.ts'

await runFakeServer('storefronts', openStorefrontBooks)
