import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './source-files.ts'

const page = 'docs/operating/security.md'

/** Sections of ASVS 5.0.0 with how many requirements each has at levels 1 and 2. */
const sections: Record<string, number> = {
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
}

interface Row {
  number: string
  level: string
  state: string
  shownBy: string
}

const rows: Row[] = readFileSync(join(root, page), 'utf8')
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()))
  .filter(([number = '']) => /^\d\.\d\.\d+$/.test(number))
  .map(([number = '', level = '', , state = '', ...rest]) => ({ number, level, state, shownBy: rest.join(' | ') }))

/** Tests that a row names, as `path/of.test.ts` “title”, “another title”. */
function testsOf({ shownBy }: Row): { path: string; titles: string[] }[] {
  return [...shownBy.matchAll(/`([\w/.-]+\.test\.tsx?)`((?:,? ?“[^”]+”)*)/g)].map(([, path = '', titles = '']) => ({
    path,
    titles: [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']) => title),
  }))
}

describe(`the requirements in ${page}`, () => {
  it('are those of the standard, each once, in its order', () => {
    const all = Object.entries(sections).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
    )
    expect(rows.map(({ number }) => number)).toEqual(all)
  })

  it('are met, not met or not applicable, and say by what or why', () => {
    expect(rows.filter(({ level }) => !/^[12]$/.test(level))).toEqual([])
    expect(rows.filter(({ state }) => !['met', 'not met', 'not applicable'].includes(state))).toEqual([])
    expect(rows.filter(({ shownBy }) => shownBy.length < 10)).toEqual([])
  })

  it('name only tests that are there, by their titles', () => {
    const missing = rows.flatMap((row) =>
      testsOf(row).flatMap(({ path, titles }) => {
        if (!existsSync(join(root, path))) return [`${row.number}: no ${path}`]
        const text = readFileSync(join(root, path), 'utf8')
        if (titles.length === 0) return [`${row.number}: no title for ${path}`]
        return titles
          .filter((title) => !["'", '`', '"'].some((quote) => text.includes(`(${quote}${title}${quote}`)))
          .map((title) => `${row.number}: ${path} has no “${title}”`)
      }),
    )
    expect(missing).toEqual([])
  })

  it('name only files that are there', () => {
    const named = rows.flatMap(({ shownBy }) => [...shownBy.matchAll(/`((?:server|web|tests)\/[\w/.-]+)`/g)])
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})
