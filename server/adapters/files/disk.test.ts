import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FileStore } from '../../modules/files/ports.ts'
import { diskFiles } from './disk.ts'

describe('files on disk', () => {
  let folder: string
  let files: FileStore
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'files-')), 'files')
    files = diskFiles(folder)
  })
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

  const bytes = Buffer.from('a photo of a front door')
  const sha256 = createHash('sha256').update(bytes).digest('hex')

  test('keeps content under its hash in two levels, closed to others', async () => {
    expect(await files.put(bytes)).toEqual({ sha256, byteLength: bytes.length })
    expect(await files.get(sha256)).toEqual(bytes)
    const path = join(folder, sha256.slice(0, 2), sha256.slice(2, 4))
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(path, sha256)).mode & 0o777).toBe(0o600)
  })

  test('the same content 20 times at once is one file and leaves nothing behind', async () => {
    const stored = await Promise.all(Array.from({ length: 20 }, () => files.put(bytes)))
    expect(new Set(stored.map((content) => content.sha256))).toEqual(new Set([sha256]))
    expect(readdirSync(folder)).toEqual([sha256.slice(0, 2)])
  })

  test('takes and gives streams', async () => {
    async function* pieces() {
      for (let n = 0; n < 100; n += 1) yield Buffer.alloc(10_000, n)
    }
    const stored = await files.put(pieces())
    expect(stored.byteLength).toBe(1_000_000)
    const opened = await files.open(stored.sha256)
    const whole = opened && (await buffer(opened))
    expect(
      createHash('sha256')
        .update(whole ?? '')
        .digest('hex'),
    ).toBe(stored.sha256)
  })

  test('a stream that breaks off stores nothing', async () => {
    async function* broken() {
      yield Buffer.from('half')
      throw new Error('connection lost')
    }
    await expect(files.put(broken())).rejects.toThrow('connection lost')
    expect(readdirSync(folder)).toEqual([])
  })

  test('absent content is undefined, deleting it twice is fine', async () => {
    expect(await files.get(sha256)).toBeUndefined()
    expect(await files.open(sha256)).toBeUndefined()
    await files.put(bytes)
    await files.delete(sha256)
    await files.delete(sha256)
    expect(await files.get(sha256)).toBeUndefined()
  })

  test('a name that is no hash never becomes a path', async () => {
    expect(() => files.get('../../etc/passwd')).toThrow(TypeError)
    await expect(files.delete(`${'a'.repeat(63)}/`)).rejects.toThrow(TypeError)
  })
})
