import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureNode } from './node.js'
import { whenNpmEnds } from './npm-above.js'
import { ensurePackages } from './packages.js'
import { main, root, SetupProblem } from './steps.js'

/** Installs what is missing and goes on as the given TypeScript program, with the arguments of this command. */
export function launch(script) {
  main(async () => {
    ensurePackages()
    handOver(ensureNode(), script, process.argv.slice(2))
  })
}

/**
 * Becomes the program: it takes the place of this process where Node can do that, which saves the memory of a second one.
 * Otherwise it runs as a child that gets our signals and ends with us.
 * @param options what Node itself is told
 */
export function handOver(node, script, args, options = []) {
  if (!existsSync(join(root, script)))
    throw new SetupProblem(`${script} is missing: this copy of Makeright is not complete.`)
  process.chdir(root)
  const all = [
    ...options,
    '--import',
    pathToFileURL(join(root, 'bin', 'lib', 'leave-with-parent.js')).href,
    script,
    ...args,
  ]
  // Kept from one start to the next, compiled code saves time, and the memory of the compiler that takes the types out.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'makeright')
  if (typeof process.execve === 'function') {
    process.removeAllListeners('warning')
    process.execve(node, [node, ...all], process.env)
  }
  runAsChild(node, all)
}

function runAsChild(node, args) {
  // What watches over npm is this process; the child watches over this one, by the channel.
  const { npm_lifecycle_event: _, ...env } = process.env
  const child = spawn(node, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  whenNpmEnds(() => child.kill('SIGTERM'))
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2']) {
    process.on(signal, () => {
      // In a terminal Ctrl-C reaches the child by itself.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  child.once('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
