import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createLibraryLinks, packagedPostgres } from './binaries.ts'

it('finds the Postgres of this platform', () => {
  expect(packagedPostgres().version).toMatch(/^17\./)
})

it('creates the library links that are missing, twice without harm', () => {
  const dir = mkdtempSync(join(tmpdir(), 'mr-links-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, 'lib'))
  const links = [{ source: 'native/lib/libpq.so.5.17', target: 'native/lib/libpq.so.5' }]
  writeFileSync(join(dir, 'pg-symlinks.json'), JSON.stringify(links))
  createLibraryLinks(dir)
  createLibraryLinks(dir)
  expect(readlinkSync(join(dir, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.17')
})
