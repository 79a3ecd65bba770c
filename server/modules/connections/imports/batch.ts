import { limits } from '../../../limits.ts'
import type { Row, RowProblem } from './row.ts'

export interface GoodRow {
  line: number
  value: unknown
}

export interface BadRow extends RowProblem {
  line: number
}

/** Rows that are written together. */
export interface Batch {
  good: GoodRow[]
  bad: BadRow[]
  bytes: number
}

/** Gathers rows until it is time to write them. */
export interface Batcher {
  /** Adds a row; answers a batch when one is full, or when the row speaks of something that is in it already. */
  add(row: Row, key: string | undefined): Batch | undefined
  /** What is left. */
  rest(): Batch
}

export function createBatcher(): Batcher {
  let batch: Batch = { good: [], bad: [], bytes: 0 }
  let keys = new Set<string>()
  const take = () => {
    const full = batch
    batch = { good: [], bad: [], bytes: 0 }
    keys = new Set()
    return full
  }
  return {
    add(row, key) {
      const isRepeat = key !== undefined && keys.has(key)
      const { batchRows, batchBytes } = limits.imports
      const isFull = batch.good.length + batch.bad.length >= batchRows || batch.bytes + row.bytes > batchBytes
      const full = (isFull || isRepeat) && batch.good.length + batch.bad.length > 0 ? take() : undefined
      if ('problem' in row) batch.bad.push({ line: row.line, ...row.problem })
      else batch.good.push({ line: row.line, value: row.value })
      batch.bytes += row.bytes
      if (key !== undefined) keys.add(key)
      return full
    },
    rest: take,
  }
}
