// Imports a store's history from files: becomes server/cli/import.ts on the pinned Node.
import { launch } from './lib/hand-over.js'

launch('server/cli/import.ts')
