import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { drawGuarantee } from './draw-guarantee.ts'
import { root } from './source-files.ts'

it('docs/domain/guarantee.md has the numbers of the policy as shipped; UPDATE_SNAPSHOT=1 draws it anew', () => {
  const file = join(root, 'docs/domain/guarantee.md')
  const drawn = drawGuarantee()
  if (process.env.UPDATE_SNAPSHOT) writeFileSync(file, drawn)
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(drawn)
})
