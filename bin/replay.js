// Replays a public shop's checked tasks through the API and prints the score: becomes tests/replay/print-score.ts on the pinned Node.
import { launch } from './lib/hand-over.js'

launch('tests/replay/print-score.ts')
