import type { calendars } from '#contract/calendars'
import type { calls } from '#contract/calls'
import type { changes } from '#contract/changes'
import type { claims, recourses } from '#contract/claims'
import type { clocks } from '#contract/clocks'
import type { connections } from '#contract/connections'
import type { conduct, conversations, conversationSearch, transcripts } from '#contract/conversations'
import type { customers, loginAndSecurity } from '#contract/customers'
import type { deliveries } from '#contract/deliveries'
import type { files } from '#contract/files'
import type {
  helpArticles,
  helpContacts,
  helpImports,
  helpInsights,
  helpPages,
  helpSearch,
  helpSettings,
} from '#contract/helpcenter'
import type { incidents } from '#contract/incidents'
import type { insights } from '#contract/insights'
import type { logins } from '#contract/logins'
import type { macros } from '#contract/macros'
import type { mail, mailsSeen, outgoingMail } from '#contract/mail'
import type { notifications } from '#contract/notifications'
import type { persons } from '#contract/persons'
import type { policy } from '#contract/policy'
import type { privacy } from '#contract/privacy'
import type { problems } from '#contract/problems'
import type { books, refunds } from '#contract/refunds'
import type { replacements } from '#contract/replacements'
import type { comingBack, giftReturns, returns, withdrawals } from '#contract/returns'
import type { routing } from '#contract/routing'
import type { safety } from '#contract/safety'
import type { sellerdesk } from '#contract/sellerdesk'
import type { sellers } from '#contract/sellers'
import type { settlements } from '#contract/settlements'
import type { staff, teams } from '#contract/staff'
import type { standings } from '#contract/standings'
import type { statements } from '#contract/statements'
import type { stores } from '#contract/stores'
import type { story } from '#contract/story'
import type { surveys } from '#contract/surveys'
import type { trust } from '#contract/trust'
import type { watch } from '#contract/watch'
import type { widgets } from '#contract/widgets'
import type { InputOf, OutputOf } from '#platform/contract/contract'
import { heldToken, type Realm, senderOf } from './realm.ts'

type Api = typeof stores &
  typeof customers &
  typeof loginAndSecurity &
  typeof sellers &
  typeof sellerdesk &
  typeof settlements &
  typeof standings &
  typeof staff &
  typeof logins &
  typeof files &
  typeof deliveries &
  typeof trust &
  typeof refunds &
  typeof books &
  typeof changes &
  typeof replacements &
  typeof returns &
  typeof comingBack &
  typeof giftReturns &
  typeof withdrawals &
  typeof claims &
  typeof recourses &
  typeof privacy &
  typeof problems &
  typeof story &
  typeof statements &
  typeof notifications &
  typeof watch &
  typeof connections &
  typeof policy &
  typeof teams &
  typeof calendars &
  typeof conversations &
  typeof conversationSearch &
  typeof transcripts &
  typeof conduct &
  typeof persons &
  typeof macros &
  typeof routing &
  typeof calls &
  typeof clocks &
  typeof surveys &
  typeof helpPages &
  typeof helpArticles &
  typeof helpContacts &
  typeof helpSearch &
  typeof helpSettings &
  typeof helpInsights &
  typeof helpImports &
  typeof insights &
  typeof incidents &
  typeof safety &
  typeof mail &
  typeof outgoingMail &
  typeof mailsSeen &
  typeof widgets
export type Input<K extends keyof Api> = InputOf<Api[K]['input']>
export type Output<K extends keyof Api> = OutputOf<Api[K]['output']>

/** What the API said instead of an answer. */
export class CallError extends Error {
  readonly status: number
  readonly type: string
  readonly code: string
  readonly param: string | undefined
  readonly details: Record<string, unknown> | undefined

  constructor(
    status: number,
    body: { type: string; code: string; message: string; param?: string; details?: Record<string, unknown> },
  ) {
    super(body.message)
    this.name = 'CallError'
    this.status = status
    this.type = body.type
    this.code = body.code
    this.param = body.param
    this.details = body.details
  }
}

export interface CallOptions {
  idempotencyKey?: string
  signal?: AbortSignal
  /** As whom, where that is not who this page belongs to. */
  as?: Realm
}

const signedOut = new Set<() => void>()

/** Hears that the token which this page acts by counts no longer. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener)
  return () => signedOut.delete(listener)
}

/** Calls a route by its literal name, such as `call('GET /orders/:id', { id })`. */
export async function call<K extends keyof Api & string>(
  route: K,
  input: Input<K>,
  options: CallOptions = {},
): Promise<Output<K>> {
  const [method = 'GET', pattern = ''] = route.split(' ')
  const rest: Record<string, unknown> = { ...(input as Record<string, unknown>) }
  const path = pattern.replace(/:(\w+)/g, (_all, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  const bodyless = method === 'GET' || method === 'DELETE'
  const query = bodyless
    ? new URLSearchParams(
        Object.entries(rest).flatMap(([name, value]) =>
          value === undefined || value === null ? [] : [[name, String(value)]],
        ),
      ).toString()
    : ''
  const sender = senderOf(options.as)
  const token = heldToken()
  let response: Response
  try {
    response = await fetch(`/api/v1${path}${query && `?${query}`}`, {
      method,
      credentials: sender.credentials,
      signal: options.signal,
      headers: {
        'accept-language': document.documentElement.lang,
        ...sender.headers,
        ...(bodyless ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': options.idempotencyKey ?? crypto.randomUUID() } : {}),
      },
      body: bodyless ? undefined : JSON.stringify(rest),
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new CallError(0, { type: 'unreachable', code: 'unreachable', message: String(error) })
  }
  const body = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (response.ok) return body
  if (response.status === 401 && token !== null && token === heldToken()) for (const listener of signedOut) listener()
  throw new CallError(
    response.status,
    body?.error ?? { type: 'internal', code: 'internal', message: response.statusText },
  )
}
