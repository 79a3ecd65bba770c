import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modules } from '../../modules.js'
import { root } from './source-files.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The pages that people read, from the root; help articles, whose links are looked at where they are taken in, are none of them. */
function pages(): string[] {
  const folders = ['docs', 'packs', 'server/modules'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((page) => !/^packs\/help\/\w+\//.test(page)),
  )
  return ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...folders].sort()
}

describe('ARCHITECTURE.md', () => {
  it('lists the modules of modules.js, in their order', () => {
    const table = /^\| module \| owns \|\n\| --- \| --- \|\n([\s\S]*?)\n\n/m.exec(read('ARCHITECTURE.md'))?.[1] ?? ''
    const listed = table.split('\n').map((line) => /^\| (\w+) \| \S/.exec(line)?.[1])
    expect(listed).toEqual(Object.keys(modules))
  })

  it('names only folders and files that exist', () => {
    const named = [...read('ARCHITECTURE.md').matchAll(/^\| `([\w/.-]+)`/gm)].map(([, path = '']) => path)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})

describe('the pages', () => {
  it('link only to what is there', () => {
    const broken = pages().flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page} → ${target}`),
    )
    expect(broken).toEqual([])
  })

  it('describe every module in its own README', () => {
    expect(Object.keys(modules).filter((name) => !existsSync(join(root, 'server/modules', name, 'README.md')))).toEqual(
      [],
    )
  })

  it('tell of every setting, and of no other', () => {
    const settings = /const settings = z\.object\(\{([\s\S]*?)\n\}\)/.exec(read('server/config.ts'))?.[1] ?? ''
    const known = [...settings.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name).toSorted()
    const told = [...read('docs/operating/running.md').matchAll(/^\| `([A-Z_]+)` \|/gm)]
      .map(([, name = '']) => name)
      .toSorted()
    expect(told).toEqual(known)
  })

  it('name only commands of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const unknown = pages().flatMap((page) =>
      [...read(page).matchAll(/npm (?:run ([\w-]+)|(start|test))\b/g)]
        .map(([, run, short]) => run ?? short ?? '')
        .filter((name) => !(name in scripts))
        .map((name) => `${page}: npm run ${name}`),
    )
    expect(unknown).toEqual([])
  })
})
