import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import type { Actor } from '../auth/actor.ts'
import type { Who } from '../auth/who.ts'
import type { Reader, Work } from '../work.ts'
import type { Answer } from './answer.ts'
import type { Contract, ContractEntry, InputOf, OutputOf, RouteKey } from './contract.ts'

/** What a raw route works with: it parses its own body (`request.raw`, `request.files()`) and may write its own answer. */
export interface RawContext<I> {
  readonly app: App
  readonly actor: Actor
  /** Path parameters and query, validated by the contract's input. */
  readonly input: I
  transact<T>(run: (work: Work) => Promise<T>, actor?: Actor): Promise<T>
  read(actor?: Actor): Reader
}

interface Permission {
  /** The route is open to whoever one of these lets in. */
  readonly who: readonly Who[]
  /** Tighter than the general rate limit, for what is costly or can be guessed at. */
  readonly limit?: { perMinute: number; by: 'actor' | 'ip' }
}

type Parsed<E extends ContractEntry> = OutputOf<E['input']>
type Answered<E extends ContractEntry> = InputOf<E['output']>

/**
 * How one contract entry is answered: by a command in one transaction, by a query, direct, or raw. A direct route has its
 * JSON checked and its answer filtered like the first two, and reaches headers and cookies like the last; its answers are
 * never kept for repeats. Signing in is one: a wrong try must stay counted although the request is refused.
 */
export type Route<E extends ContractEntry> = Permission &
  (
    | { command(work: Work, input: Parsed<E>): Promise<Answered<E> | Answer<Answered<E>>> }
    | { query(reader: Reader, input: Parsed<E>): Promise<Answered<E> | Answer<Answered<E>>> }
    | {
        direct(
          context: RawContext<Parsed<E>>,
          request: FastifyRequest,
          reply: FastifyReply,
        ): Promise<Answered<E> | Answer<Answered<E>>>
      }
    | { raw(context: RawContext<Parsed<E>>, request: FastifyRequest, reply: FastifyReply): Promise<unknown> }
  )

/** A route without the types of its contract, as the HTTP layer sees it. */
export interface AnyRoute extends Permission {
  command?(work: Work, input: unknown): Promise<unknown>
  query?(reader: Reader, input: unknown): Promise<unknown>
  direct?(context: RawContext<unknown>, request: FastifyRequest, reply: FastifyReply): Promise<unknown>
  raw?(context: RawContext<unknown>, request: FastifyRequest, reply: FastifyReply): Promise<unknown>
}

/** A contract with its permission table. */
export interface Routes {
  readonly contract: Contract
  readonly table: Readonly<Record<RouteKey, AnyRoute>>
}

/** Declares who may call each route of a contract and what answers it. A route without an entry is a type error. */
export function routes<const C extends Contract>(
  contract: C,
  table: { readonly [K in keyof C]: C[K] extends ContractEntry ? Route<C[K]> : never },
): Routes {
  return { contract, table: table as Routes['table'] }
}
