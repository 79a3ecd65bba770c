import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { isReady, isServerOf, readPostmaster, stopOrphan } from './postmaster.ts'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }

it('reads the process and its state', () => {
  const dir = clusterWith(['4711', '/cluster', '1700000000', '5432', '/run', '', '  1 2', 'ready   '])
  expect(readPostmaster(dir)).toEqual({ pid: 4711, status: 'ready' })
})

it('is not ready without the file, with another process, or while starting', () => {
  const own = String(process.pid)
  expect(isReady(clusterWith([]))).toBe(false)
  expect(isReady(clusterWith([own, '', '', '', '', '', '', 'ready']))).toBe(true)
  expect(isReady(clusterWith([own, '', '', '', '', '', '', 'ready']), process.pid + 1)).toBe(false)
  expect(isReady(clusterWith([own, '', '', '', '', '', '', 'starting']))).toBe(false)
})

it('does not take a program for the server because it has its number, and removes that number', async () => {
  const dir = clusterWith([String(process.pid), '', '', '', '', '', '', 'ready'])
  expect(isServerOf(process.pid, dir)).toBe(false)
  await stopOrphan(dir, quiet)
  expect(readPostmaster(dir)).toBeUndefined()
})

function clusterWith(lines: string[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'mr-postmaster-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  if (lines.length > 0) writeFileSync(join(dir, 'postmaster.pid'), `${lines.join('\n')}\n`)
  return dir
}
