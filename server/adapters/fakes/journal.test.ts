import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openJournal } from './journal.ts'

interface Line {
  n: number
}

describe('a journal of a fake', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'journal-'))
    file = join(folder, 'deep', 'books.jsonl')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('gives back what was flushed, in order, many appends at once included', async () => {
    const journal = openJournal<Line>(file)
    for (let n = 0; n < 500; n += 1) journal.append({ n })
    await journal.flushed()
    journal.append({ n: 500 })
    await journal.close()
    expect(openJournal<Line>(file).entries.map(({ n }) => n)).toEqual(Array.from({ length: 501 }, (_, n) => n))
  })

  test('cuts a torn last line off and goes on after the last whole one', async () => {
    const journal = openJournal<Line>(file)
    journal.append({ n: 1 })
    await journal.close()
    appendFileSync(file, '{"n":2,"half":"of a li')
    const again = openJournal<Line>(file)
    expect(again.entries).toEqual([{ n: 1 }])
    again.append({ n: 3 })
    await again.close()
    expect(readFileSync(file, 'utf8')).toBe('{"n":1}\n{"n":3}\n')
  })

  test('refuses to open when a line in the middle is damaged', async () => {
    await openJournal<Line>(file).close()
    writeFileSync(file, '{"n":1}\n{"n":\n{"n":3}\n')
    expect(() => openJournal<Line>(file)).toThrow(/books\.jsonl:2 is damaged/)
  })
})
