import type { InputOf, OutputOf, Schema } from '#platform/contract/contract'
import type { Work } from '#platform/work'
import type { Row, RowProblem } from './row.ts'

export type RowOutcome = 'created' | 'updated' | 'unchanged' | { problem: RowProblem }

/** Where rows come from and from when on they are news. */
export interface ImportSource {
  name: string
  cutoff: Date
}

/** How the rows of one kind of file are checked and written. */
export interface RowWriter {
  readonly schema: Schema
  /** How its files are read, where not as lines or as a table. */
  readonly read?: Readonly<Record<'ndjson' | 'csv', (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Row[]>>>
  /** What makes two rows speak of the same thing; such rows are written one after another. Undefined: repeats are harmless. */
  keyOf(row: unknown): string | undefined
  /** Writes valid rows in the open transaction; one outcome per row. A throw rejects all of them, and they are tried by fewer. */
  write(work: Work, source: ImportSource, rows: readonly unknown[]): Promise<RowOutcome[]>
}

/** Declares a writer with the type of its rows taken from its schema. */
export function rowWriter<S extends Schema>(
  schema: S,
  parts: {
    keyOf?(row: OutputOf<S>): string
    write(work: Work, source: ImportSource, rows: readonly OutputOf<S>[]): Promise<RowOutcome[]>
  },
): RowWriter & { readonly example?: InputOf<S> } {
  return {
    schema,
    keyOf: (row) => parts.keyOf?.(row as OutputOf<S>),
    write: (work, source, rows) => parts.write(work, source, rows as readonly OutputOf<S>[]),
  }
}
