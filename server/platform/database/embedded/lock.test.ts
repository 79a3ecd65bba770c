import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { takeLock } from './lock.ts'

it('has one holder at a time', () => {
  const file = lockFile()
  const first = takeLock(file)
  expect(takeLock(file)).toBeUndefined()
  first?.release()
  const second = takeLock(file)
  expect(second).toBeDefined()
  second?.release()
})

it('says whose fault it may be when the file cannot be opened', () => {
  expect(() => takeLock(join(lockFile(), 'not', 'there'))).toThrow(/another account/)
})

function lockFile(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mr-lock-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return join(dir, 'lock')
}
