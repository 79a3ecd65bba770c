import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { chooseRunDir, runDirCandidates } from './run-folder.ts'

it('prefers the folder in use, then the one beside the data', () => {
  const dirs = runDirCandidates({ id: 'abc', preferred: '/tmp/now', near: '/srv/makeright/postgres' })
  expect(dirs.slice(0, 2)).toEqual(['/tmp/now', '/srv/makeright/postgres/run'])
})

it('leaves out folders in which the path of the socket would be too long', () => {
  const near = `/srv/${'ä'.repeat(50)}`
  const dirs = runDirCandidates({ id: 'abc', preferred: undefined, near })
  expect(dirs).not.toContain(join(near, 'run'))
  expect(dirs[0]).toMatch(/^\/tmp\/makeright-\d+-abc$/)
})

it('makes the folder for our account only', async () => {
  const near = mkdtempSync(join(tmpdir(), 'mr-run-'))
  onTestFinished(() => rmSync(near, { recursive: true }))
  const dir = await chooseRunDir({ id: 'abc', preferred: undefined, near, account: undefined })
  expect(dir).toBe(join(near, 'run'))
  expect(statSync(dir).mode & 0o777).toBe(0o700)
})
