import type { FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import type { Actor } from './actor.ts'

/** What a request says about its sender. Cookies are parsed; `bearer` is the API key, if one was sent. */
export interface Credentials {
  readonly headers: FastifyRequest['headers']
  readonly cookies: Record<string, string | undefined>
  readonly bearer: string | undefined
  /** The `Makeright-Shopper` header: the customer for whom a key with scope `act:shopper` acts. */
  readonly actFor: string | undefined
  readonly ip: string
  /** Only asks whether the credential still counts: it is not used, and lasts no longer for it. */
  readonly passive: boolean
}

/** Recognizes one kind of credential; `null` leaves it to the next one. Throw `unauthenticated()` for a bad one. */
export interface Authenticator {
  readonly name: string
  /** Whether a browser sends this credential by itself, so that writes need a same-origin check. */
  readonly ambient: boolean
  authenticate(app: App, credentials: Credentials): Promise<Actor | null>
}
