import { fileURLToPath } from 'node:url'

/** Root folder of the project, without a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '')

/** Says what is being done. */
export function step(text) {
  process.stdout.write(`· ${text}\n`)
}

/** A problem that the person at the terminal can solve: printed without a stack. */
export class SetupProblem extends Error {}

/** Runs the main function of a command; a problem of the set-up ends it with its message and exit code 1. */
export function main(run) {
  run().catch((error) => {
    process.stderr.write(`\n${error instanceof SetupProblem ? error.message : (error?.stack ?? error)}\n`)
    process.exit(1)
  })
}
