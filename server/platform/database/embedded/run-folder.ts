import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { openPrivateFolder } from './private-folder.ts'

/** Bytes that a Unix socket's path may have: 107 on Linux, 103 on macOS. */
const longestSocketPath = 103
/** The server's socket; its lock file lies beside it. */
export const socketName = '.s.PGSQL.5432'

/**
 * The folder for the server's socket: near the data when its path is short enough and the file system takes sockets,
 * otherwise one of our own in the folder for temporary files.
 */
export async function chooseRunDir(options: {
  id: string
  preferred: string | undefined
  near: string
  account: Account | undefined
}): Promise<string> {
  const problems: string[] = []
  for (const dir of runDirCandidates(options)) {
    try {
      openPrivateFolder(dir, options.account)
      await probeSocket(join(dir, '.probe'))
      return dir
    } catch (error) {
      problems.push(`${dir}: ${(error as Error).message}`)
    }
  }
  throw new Error(`No folder found for the database socket.\n${problems.join('\n')}`)
}

/** Folders to try, best first; only those where the socket's path fits. */
export function runDirCandidates(options: { id: string; preferred: string | undefined; near: string }): string[] {
  const name = `makeright-${process.getuid?.() ?? 0}-${options.id}`
  const all = [options.preferred, join(options.near, 'run'), join('/tmp', name), join(tmpdir(), name)]
  const fitting = all.filter((dir) => dir !== undefined).filter(fits)
  return [...new Set(fitting)]
}

function fits(dir: string): boolean {
  return Buffer.byteLength(join(dir, socketName)) <= longestSocketPath
}

function probeSocket(path: string): Promise<void> {
  rmSync(path, { force: true })
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(path, () => server.close(() => done()))
  })
}
