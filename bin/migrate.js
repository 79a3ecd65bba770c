// Brings the database to the newest schema: becomes server/cli/migrate.ts on the pinned Node.
import { launch } from './lib/hand-over.js'

launch('server/cli/migrate.ts')
