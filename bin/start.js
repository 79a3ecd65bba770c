// npm start: installs what is missing, builds the browser apps when stale, then becomes server/main.ts on the pinned Node.
import { handOver } from './lib/hand-over.js'
import { ensureNode } from './lib/node.js'
import { ensurePackages } from './lib/packages.js'
import { main } from './lib/steps.js'
import { ensureWeb } from './lib/web.js'

main(async () => {
  ensurePackages()
  const node = ensureNode()
  await ensureWeb(node)
  // Room for young objects that a shop’s traffic does not need: a hundred megabytes less at rest.
  handOver(node, 'server/main.ts', process.argv.slice(2), ['--max-semi-space-size=8'])
})
