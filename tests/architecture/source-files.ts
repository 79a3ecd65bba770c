import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync } from 'oxc-parser'

export const root = join(import.meta.dirname, '../..')

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly imports: readonly { target: string; typeOnly: boolean }[]
}

/** Every TypeScript file below a folder, with what it imports. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .sort()
    .map((path) => read(path))
}

/** Whether a file is a test, or serves tests only. */
export function isTest(file: SourceFile): boolean {
  return /\.(test|fixture)\.tsx?$/.test(file.path) || file.path.startsWith('server/testing/')
}

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8')
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const here = relative(root, path).replaceAll('\\', '/')
  const statics = module.staticImports.map((statement) => ({
    specifier: statement.moduleRequest.value,
    typeOnly: statement.entries.length > 0 && statement.entries.every((entry) => entry.isType),
  }))
  const exports = module.staticExports.flatMap((statement) =>
    statement.entries.flatMap((entry) =>
      entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, typeOnly: entry.isType }] : [],
    ),
  )
  const dynamics = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const literal = /^['"](.+)['"]$/.exec(text.slice(start, end))
    return literal?.[1] ? [{ specifier: literal[1], typeOnly: false }] : []
  })
  return {
    path: here,
    text,
    imports: [...statics, ...exports, ...dynamics].map(({ specifier, typeOnly }) => ({
      target: resolve(here, specifier),
      typeOnly,
    })),
  }
}

// The `imports` of package.json; other packages stay as they are.
function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return join(from, '..', specifier).replaceAll('\\', '/')
  const door = /^#(modules|events|contract)\/(.+)$/.exec(specifier)
  if (door)
    return `server/modules/${door[2]}/${{ modules: 'index', events: 'events', contract: 'contract' }[door[1] as 'modules']}.ts`
  const inner = /^#(platform|testing)\/(.+)$/.exec(specifier)
  return inner ? `server/${inner[1]}/${inner[2]}.ts` : specifier
}
