import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { modules } from '../../modules.js'
import { drawStates } from './draw-states.ts'
import { root } from './source-files.ts'

it('docs/domain/states.md is what the machines say; UPDATE_SNAPSHOT=1 draws it anew', async () => {
  const file = join(root, 'docs/domain/states.md')
  const drawn = await drawStates(Object.keys(modules))
  if (process.env.UPDATE_SNAPSHOT) writeFileSync(file, drawn)
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(drawn)
})
