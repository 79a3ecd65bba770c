import { setup } from '#testing/global-setup'
import { replay } from './replay.ts'

const stopDatabase = await setup()
const score = await replay((line) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`))
await stopDatabase?.()
const rows: [string, string | number][] = [
  ['tasks', score.tasks],
  ['probes', score.probes],
  ['actions', score.steps],
  ['exact end states', `${score.exact} of ${score.scripts}`],
  ['wrongly allowed', score.wronglyAllowed.length],
  ['wrongly refused', score.wronglyRefused.length],
  ['same-variant swaps refused (counted apart)', `${score.sameVariantRefused} of ${score.sameVariant}`],
  ['over-refunds of the data set, paid back once here', `${score.paidBackOnce} of ${score.overRefunds}`],
  ['refused under another code', score.otherReason.length],
  ['other states', score.differentState.length],
  ['allowed to another customer or without confirmation', score.foreignAllowed.length],
]
for (const [name, value] of rows) process.stdout.write(`${name.padEnd(54)} ${value}\n`)
for (const line of [
  ...score.wronglyAllowed,
  ...score.wronglyRefused,
  ...score.differentState,
  ...score.foreignAllowed,
].slice(0, 20))
  process.stdout.write(`  ${line.slice(0, 600)}\n`)
process.exitCode =
  score.wronglyAllowed.length +
    score.wronglyRefused.length +
    score.differentState.length +
    score.foreignAllowed.length ===
  0
    ? 0
    : 1
