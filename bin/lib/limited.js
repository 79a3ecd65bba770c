import { spawn } from 'node:child_process'

/**
 * Runs a program and answers its exit code, whether it was stopped at the limit, and what it printed where `output` is 'kept'.
 * It leads a process group of its own, so that what it started ends with it: a helper left over would hold the terminal's pipe open,
 * and whoever reads from it would wait forever.
 */
export function runLimited(command, args, { cwd, env = process.env, output = 'kept', limitMilliseconds }) {
  return new Promise((done) => {
    const stdio = output === 'kept' ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit']
    const child = spawn(command, args, { cwd, env, stdio, detached: true })
    let text = ''
    let isLate = false
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8')
      stream?.on('data', (part) => {
        text += part
      })
    }
    const endGroup = (signal) => {
      try {
        process.kill(-child.pid, signal)
      } catch {
        // Nobody of it is left.
      }
    }
    const limit = setTimeout(() => {
      isLate = true
      endGroup('SIGTERM')
      setTimeout(endGroup, 10_000, 'SIGKILL').unref()
    }, limitMilliseconds)
    const forward = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, () => endGroup(signal)])
    for (const [signal, handler] of forward) process.on(signal, handler)
    const finish = (result) => {
      clearTimeout(limit)
      for (const [signal, handler] of forward) process.off(signal, handler)
      done({ isLate, output: text, ...result })
    }
    child.once('error', (error) => finish({ code: 1, output: error.message }))
    child.once('exit', (code) => {
      // What still writes has a moment for its last words, no more.
      const last = setTimeout(endGroup, 1000, 'SIGKILL')
      child.once('close', () => {
        clearTimeout(last)
        endGroup('SIGKILL')
        finish({ code: code ?? 1 })
      })
    })
  })
}
