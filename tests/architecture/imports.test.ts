import { describe, expect, it } from 'vitest'
import { modules } from '../../modules.js'
import { isTest, sourceFiles, type SourceFile } from './source-files.ts'

const server = sourceFiles('server')
const code = server.filter((file) => !isTest(file))
const order = Object.keys(modules)
const doors = ['index.ts', 'events.ts', 'contract.ts']

function moduleOf(path: string): string | undefined {
  return /^server\/modules\/([^/]+)\//.exec(path)?.[1]
}

/** Every import from one file to another that a rule forbids. */
function offenders(files: SourceFile[], forbidden: (from: string, to: string, typeOnly: boolean) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports
      .filter(({ target, typeOnly }) => forbidden(file.path, target, typeOnly))
      .map(({ target }) => `${file.path} → ${target}`),
  )
}

describe('modules.js', () => {
  it('is a total order: each module names only modules above it', () => {
    for (const [name, uses] of Object.entries(modules)) {
      for (const used of uses) expect(order.indexOf(used), `${name} uses ${used}`).toBeLessThan(order.indexOf(name))
      for (const used of uses) expect(order, `${name} uses ${used}`).toContain(used)
    }
  })

  it('lists every module there is', () => {
    const present = new Set(server.map((file) => moduleOf(file.path)).filter((name) => name !== undefined))
    expect([...present].filter((name) => !order.includes(name))).toEqual([])
  })
})

describe('imports', () => {
  it('of a module go only to the modules that modules.js allows', () => {
    const wrong = offenders(code, (from, to) => {
      const [mine, other] = [moduleOf(from), moduleOf(to)]
      return mine !== undefined && other !== undefined && mine !== other && !modules[mine]?.includes(other)
    })
    expect(wrong).toEqual([])
  })

  it('reach another module by its doors only', () => {
    const wrong = offenders(server, (from, to) => {
      const other = moduleOf(to)
      if (other === undefined || moduleOf(from) === other) return false
      // Adapters and the composition root implement and register ports.
      if (/^server\/(adapters|app)\//.test(from) && to.endsWith('/ports.ts')) return false
      return !doors.includes(to.split('/').slice(3).join('/'))
    })
    expect(wrong).toEqual([])
  })

  it('of the platform know no module, adapter or app', () => {
    const platform = code.filter((file) => file.path.startsWith('server/platform/'))
    expect(offenders(platform, (_from, to) => /^server\/(modules|adapters|app|main|cli)/.test(to))).toEqual([])
  })

  it('of modules know no adapter, app or test', () => {
    const inModules = code.filter((file) => moduleOf(file.path))
    expect(offenders(inModules, (_from, to) => /^server\/(adapters|app|main|cli|testing)/.test(to))).toEqual([])
  })

  it('of adapters know ports, contracts and the platform only', () => {
    const adapters = code.filter((file) => file.path.startsWith('server/adapters/'))
    expect(
      offenders(adapters, (_from, to) => moduleOf(to) !== undefined && !/\/(ports|contract)\.ts$/.test(to)),
    ).toEqual([])
  })

  it('of contracts stay browser-safe: zod, other contracts and the platform’s shapes', () => {
    const contracts = code.filter((file) => /^server\/modules\/[^/]+\/contract\.ts$/.test(file.path))
    const allowed = (to: string) =>
      to === 'zod' || to === 'zod/mini' || to.endsWith('/contract.ts') || to.startsWith('server/platform/contract/')
    expect(offenders(contracts, (_from, to, typeOnly) => !typeOnly && !allowed(to))).toEqual([])
  })

  it('of the web see the server’s contracts as types only', () => {
    const web = sourceFiles('web').filter((file) => !isTest(file))
    expect(
      offenders(
        web,
        (_from, to, typeOnly) =>
          to.startsWith('server/') && !typeOnly && !/^server\/platform\/(money|contract\/contract)\.ts$/.test(to),
      ),
    ).toEqual([])
  })

  it('keep rules and machines pure', () => {
    const pure = code.filter((file) => moduleOf(file.path) && /\/(rules|machine)\.ts$/.test(file.path))
    const allowed = (to: string) =>
      /^server\/(limits|platform\/(money|time|errors|machine))\.ts$/.test(to) ||
      /\/(rules[\w-]*|machine|contract)\.ts$/.test(to)
    expect(offenders(pure, (_from, to, typeOnly) => !typeOnly && !allowed(to))).toEqual([])
  })

  // A transaction remembers the orders it has read until one of these statements says that they changed.
  it('of orders write their tables through writing.ts', () => {
    const direct = /\bdb\(\s*work\s*\)\s*\.(?:insertInto|updateTable|deleteFrom)\(|insert(?:Rows|Together)\(\s*db\(/
    const raw = /`\s*(?:insert|update|delete|with)\b[^`]*`\s*\.execute\(\s*db\(/
    const files = code.filter(({ path }) => path.startsWith('server/modules/orders/'))
    expect(files.filter(({ text }) => direct.test(text) || raw.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('form no cycle between files', () => {
    expect(cycles(code)).toEqual([])
  })

  it('of the open network happen in adapters only', () => {
    const network = ['node:http', 'node:https', 'node:net', 'node:tls', 'node:dgram', 'undici', 'nodemailer']
    const elsewhere = code.filter((file) => file.path.startsWith('server/modules/'))
    expect(offenders(elsewhere, (_from, to, typeOnly) => !typeOnly && network.includes(to))).toEqual([])
  })
})

/** One line per cycle of runtime imports. */
function cycles(files: SourceFile[]): string[] {
  const graph = new Map(
    files.map((file) => [file.path, file.imports.filter((edge) => !edge.typeOnly).map((edge) => edge.target)]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) return void found.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (done.has(path)) return
    for (const target of graph.get(path) ?? []) if (graph.has(target)) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}
