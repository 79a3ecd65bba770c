// Fills an empty database with the demonstration store: becomes server/cli/seed.ts on the pinned Node.
import { launch } from './lib/hand-over.js'

launch('server/cli/seed.ts')
