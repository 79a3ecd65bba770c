/** Why a row was not kept, in words that say what would be right. */
export interface RowProblem {
  code: string
  message: string
  /** The field, as `items[0].quantity`. */
  param?: string
}

/** One row of a file: what it holds, or what is wrong with it. Lines count from 1, in the file as it was sent. */
export type Row = { line: number; bytes: number; value: unknown } | { line: number; bytes: number; problem: RowProblem }

/** A fault of the whole file, found at its beginning: nothing of it is taken. */
export class FileFault extends Error {
  readonly code: string
  readonly param: string | undefined

  constructor(code: string, message: string, param?: string) {
    super(message)
    this.name = 'FileFault'
    this.code = code
    this.param = param
  }
}
