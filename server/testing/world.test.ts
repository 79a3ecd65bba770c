import { describe, expect, it } from 'vitest'
import { importRows } from '#contract/connections'
import { world } from './world.ts'

const now = new Date('2026-03-02T18:00:00Z')

describe('world', () => {
  it('is made of rows that can be imported', () => {
    for (const { kind, rows } of world(now).files) {
      for (const row of rows) expect(importRows[kind].safeParse(row).error?.issues ?? []).toEqual([])
    }
  })

  it('has nothing in it from the future but promises, and names everything once', () => {
    const { files } = world(now)
    const scans = files.find((file) => file.kind === 'scans')?.rows as { at: string }[]
    for (const scan of scans) expect(new Date(scan.at).getTime()).toBeLessThanOrEqual(now.getTime())
    const orders = files.find((file) => file.kind === 'orders')?.rows as { reference: string }[]
    expect(new Set(orders.map((order) => order.reference)).size).toBe(orders.length)
  })

  it('is mostly without places, as carriers are', () => {
    const scans = world(now).files.find((file) => file.kind === 'scans')?.rows as {
      status: string
      proof?: { gps?: object }
    }[]
    const delivered = scans.filter((scan) => scan.status === 'delivered')
    expect(delivered.filter((scan) => scan.proof?.gps).length / delivered.length).toBeLessThan(0.2)
  })
})
