import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { drawKept } from './draw-kept.ts'
import { root } from './source-files.ts'

it('docs/operating/what-is-kept.md is what the modules say of their tables; UPDATE_SNAPSHOT=1 draws it anew', () => {
  const file = join(root, 'docs/operating/what-is-kept.md')
  const drawn = drawKept()
  if (process.env.UPDATE_SNAPSHOT) writeFileSync(file, drawn)
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(drawn)
})
