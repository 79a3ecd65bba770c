import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { runLimited } from './limited.js'
import { root, SetupProblem, step } from './steps.js'

const web = join(root, 'web')
const limitMinutes = 10

/** Builds the browser apps whose files changed since they were last built. An app is a folder of `web` with an index.html. */
export async function ensureWeb(node) {
  if (!existsSync(join(web, 'vite.config.ts'))) return
  const fingerprint = fingerprintOfSources()
  const stale = appNames().filter((app) => builtFrom(app) !== fingerprint)
  if (stale.length === 0) return
  step(`Building the browser apps: ${stale.join(', ')}`)
  const results = await Promise.all(stale.map((app) => buildApp(node, app)))
  const failed = results.filter((result) => result.code !== 0)
  if (failed.length > 0) {
    throw new SetupProblem(failed.map(({ app, output }) => `${output}\nBuilding web/${app} failed.`).join('\n'))
  }
  for (const app of stale) {
    mkdirSync(join(root, 'dist', app), { recursive: true })
    writeFileSync(stampOf(app), fingerprint)
  }
}

function appNames() {
  const folders = readdirSync(web, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map((entry) => entry.name).filter((name) => existsSync(join(web, name, 'index.html')))
}

/** An app, and then its pages, where the server draws them. */
async function buildApp(node, app) {
  const result = await build(node, app)
  const hasPages = existsSync(join(web, app, 'pages.tsx'))
  return result.code === 0 && hasPages ? { ...(await build(node, `${app}-pages`)), app } : result
}

async function build(node, app) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--config', join(web, 'vite.config.ts'), '--mode', app, '--logLevel', 'warn']
  const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' }
  const ended = await runLimited(node, args, { cwd: root, env, limitMilliseconds: limitMinutes * 60_000 })
  return { app, code: ended.isLate ? 1 : ended.code, output: ended.output }
}

function builtFrom(app) {
  return existsSync(stampOf(app)) ? readFileSync(stampOf(app), 'utf8') : undefined
}

function stampOf(app) {
  return join(root, 'dist', app, '.built-from')
}

/** What a build depends on: the browser code, the contracts that it may import, and the versions of packages. */
function fingerprintOfSources() {
  const contracts = join(root, 'server', 'modules')
  const files = [
    ...filesUnder(web),
    ...filesUnder(contracts).filter((file) => file.endsWith('contract.ts')),
    join(root, 'package-lock.json'),
  ]
  const hash = createHash('sha256')
  for (const file of files.sort(compare))
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesUnder(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesUnder(path)
    return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [path] : []
  })
}

function compare(one, other) {
  return one < other ? -1 : 1
}
