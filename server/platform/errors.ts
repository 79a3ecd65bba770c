/** The kinds of errors that the API answers with, each with its HTTP status. */
export const errorStatus = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  refused: 422,
  rate_limited: 429,
  internal: 500,
} as const

export type ErrorType = keyof typeof errorStatus

/** Facts that go with an error, shown to the caller beside its code. */
export type ErrorDetails = Record<string, unknown>

/** An error with an answer of its own: everything else that is thrown becomes a 500 without details. */
export class ApiError extends Error {
  readonly type: ErrorType
  readonly code: string
  readonly status: number
  readonly param: string | undefined
  readonly details: ErrorDetails | undefined

  constructor(
    type: ErrorType,
    code: string,
    message: string,
    more: { param?: string; details?: ErrorDetails; status?: number } = {},
  ) {
    super(message)
    this.name = type === 'refused' ? 'Refusal' : 'ApiError'
    this.type = type
    this.code = code
    this.status = more.status ?? errorStatus[type]
    this.param = more.param
    this.details = more.details
  }
}

/** An expected "no" of the domain (422), declared among the refusals of its contract entry. */
export class Refusal extends ApiError {
  constructor(code: string, details?: ErrorDetails, message?: string) {
    super('refused', code, message ?? sentenceOf(code), details ? { details } : {})
  }
}

/** Ends a command with an expected refusal, answered as 422. The message is in the caller's words. */
export function refuse(code: string, details?: ErrorDetails, message?: string): never {
  throw new Refusal(code, details, message)
}

/** Ends with 400: the named input is wrong, and the message says what would be right. */
export function invalid(param: string, message: string, code = 'invalid_value'): never {
  throw new ApiError('invalid_request', code, message, { param })
}

/** Ends with 404, the same for what does not exist and for what the caller may not know about. */
export function notFound(what = 'thing'): never {
  throw new ApiError('not_found', 'not_found', `There is no such ${what}.`)
}

/** Ends with 409: the caller's picture is out of date or the request contradicts an earlier one. */
export function conflict(code: string, message?: string, details?: ErrorDetails): never {
  throw new ApiError('conflict', code, message ?? sentenceOf(code), details ? { details } : {})
}

/** Ends with 403: known, but may not. */
export function forbidden(message = 'You may not do this.', code = 'forbidden'): never {
  throw new ApiError('forbidden', code, message)
}

/** Ends with 401: nobody is signed in. */
export function unauthenticated(message = 'Sign in first, or send a valid API key.', code = 'unauthenticated'): never {
  throw new ApiError('unauthenticated', code, message)
}

/** For what can only be false through a fault of ours: answers 500 and is logged whole. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`)
}

function sentenceOf(code: string): string {
  const words = code.replaceAll(/[_.-]/g, ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
