import { runFakeServer } from '../../fakes/fake-server.ts'
import { openLabelBooks } from './books.ts'

await runFakeServer('labels', openLabelBooks)
