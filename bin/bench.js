// Measures everything that the README promises numbers for: becomes bench/run.ts on the pinned Node.
import { launch } from './lib/hand-over.js'

launch('bench/run.ts')
