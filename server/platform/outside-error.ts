/**
 * What is known about a call to the outside world that did not come back with an answer.
 *
 * - `refused`: nothing was done and the same request will never be accepted (a key used for
 *   another body, a permanent mail error). A person has to look; do not retry.
 * - `not_done`: certainly nothing was done (connection refused, rate limit, credentials not accepted).
 *   Retry with the same key, not before `retryAfterSeconds`.
 * - `unknown`: the request may have been carried out (answer lost, timeout, 5xx). Look it up by its key before any retry,
 *   and retry only with the same key.
 */
export type OutsideOutcome = 'refused' | 'not_done' | 'unknown'

/** The one error that adapters throw. A definite answer of the other side is a result, not an error. */
export class OutsideError extends Error {
  readonly outcome: OutsideOutcome
  /** snake_case, stable: `timeout`, `connection_lost`, `rate_limited`, `idempotency_key_reused`, … */
  readonly code: string
  readonly retryAfterSeconds: number | undefined

  constructor(
    outcome: OutsideOutcome,
    code: string,
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'OutsideError'
    this.outcome = outcome
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
