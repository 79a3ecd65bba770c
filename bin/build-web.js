// Builds the browser apps whose files changed since they were last built.
import { ensureNode } from './lib/node.js'
import { ensurePackages } from './lib/packages.js'
import { main } from './lib/steps.js'
import { ensureWeb } from './lib/web.js'

main(async () => {
  ensurePackages()
  await ensureWeb(ensureNode())
})
