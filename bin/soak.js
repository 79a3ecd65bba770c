// Runs the simulation with its full counts: becomes tests/simulation/soak.ts on the pinned Node.
import { launch } from './lib/hand-over.js'

launch('tests/simulation/soak.ts')
