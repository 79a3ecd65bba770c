import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { importRows } from '#contract/connections'
import { convert, type ConvertedFile } from './convert.ts'

const folder = join(import.meta.dirname, '../../tests/data/tau-retail')

interface Rows {
  customers: { reference: string }[]
  products: { variants: object[] }[]
  orders: {
    reference: string
    items: { reference: string; sku: string; unitPrice: number; canceledQuantity?: number }[]
    tenders: { captured: number }[]
    refunds: { amount: number }[]
    dispatchStartedAt?: string
    canceledAt?: string
  }[]
  shipments: { order: string; items: { item: string }[] }[]
  scans: { status: string }[]
}

let files: ConvertedFile[]
let rows: Rows
beforeAll(async () => {
  files = await convert(folder)
  rows = Object.fromEntries(files.map((file) => [file.kind, file.rows])) as unknown as Rows
})

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

describe('convert', () => {
  it('makes every row one that can be imported', () => {
    for (const { kind, rows: made } of files) {
      for (const row of made) expect(importRows[kind].safeParse(row).error?.issues ?? []).toEqual([])
    }
  })

  it('leaves nothing out', () => {
    expect(files.map(({ kind, rows: made }) => [kind, made.length])).toEqual([
      ['customers', 500],
      ['products', 50],
      ['orders', 1000],
      ['shipments', 475],
      ['scans', 475],
    ])
    expect(sum(rows.products.map((product) => product.variants.length))).toBe(591)
    expect(rows.orders.filter((order) => order.dispatchStartedAt).length).toBe(102 + 373)
    expect(rows.scans.filter((scan) => scan.status === 'delivered').length).toBe(373)
  })

  it('keeps every cent: what was paid is what the items cost', () => {
    for (const order of rows.orders) {
      expect(sum(order.tenders.map((tender) => tender.captured))).toBe(sum(order.items.map((item) => item.unitPrice)))
    }
  })

  it('pays back the whole of canceled orders and nothing else', () => {
    const canceled = rows.orders.filter((order) => order.canceledAt)
    expect(canceled).toHaveLength(102)
    for (const order of canceled)
      expect(sum(order.refunds.map((refund) => refund.amount))).toBe(sum(order.items.map((item) => item.unitPrice)))
    expect(rows.orders.filter((order) => !order.canceledAt && order.refunds.length > 0)).toEqual([])
  })

  it('tells the same item on one order apart, and sends each of them', () => {
    const doubled = rows.orders.filter(
      (order) => new Set(order.items.map((item) => item.sku)).size < order.items.length,
    )
    expect(doubled).toHaveLength(7)
    for (const order of doubled) {
      const references = order.items.map((item) => item.reference)
      expect(new Set(references).size).toBe(references.length)
      for (const shipment of rows.shipments.filter((each) => each.order === order.reference)) {
        expect(shipment.items.map((item) => item.item).toSorted()).toEqual(references.toSorted())
      }
    }
  })

  it('makes the same rows each time', async () => {
    expect(await convert(folder)).toEqual(files)
  })
})
