// Loaded by browsers: nothing here may import server code.

/** Anything zod makes. Structural on purpose: constraining generics on zod's own type makes type checks slow. */
export interface Schema {
  readonly _zod: { readonly input: unknown; readonly output: unknown }
}

export type InputOf<S> = S extends { readonly _zod: { readonly input: infer I } } ? I : never
export type OutputOf<S> = S extends { readonly _zod: { readonly output: infer O } } ? O : never

/** One route of the public API. */
export interface ContractEntry {
  /** One line for the API documentation. */
  readonly summary: string
  readonly description?: string
  /** Path parameters and query (GET, DELETE) or body (POST, PUT) in one object; unknown fields are refused. */
  readonly input: Schema
  readonly output: Schema
  /** Codes of the 422 answers that callers have to expect. */
  readonly refusals?: readonly string[]
  /** Name under which assistants may call it. */
  readonly tool?: string
  /** Status of a good answer: 200 unless given; a command may answer another one with `answer(202, body)`. */
  readonly status?: 200 | 201 | 202
  /** Left out of the public API documentation when false. */
  readonly public?: boolean
  /** How the body arrives when it is not JSON; the route is then `raw`. */
  readonly body?: 'multipart' | 'stream'
}

export type RouteKey = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`

export type Contract = Readonly<Record<RouteKey, ContractEntry>>

/** Declares a module's routes by their literal names, such as `'POST /returns/:id/receipt'`, relative to `/api/v1`. */
export function contract<const C extends Contract>(entries: C): C {
  return entries
}
