import { randomBytes } from 'node:crypto'
import { problem } from '../../fakes/dialect.ts'
import type { FakeAnswer, FakeBooks, FakeRequest, FakeTools } from '../../fakes/fake-server.ts'

/** A text as the provider has it. */
export interface FakeText {
  sid: string
  to: string
  from: string
  body: string
  status: 'queued' | 'received'
}

/** What was pushed to a browser: still encrypted, with what stood around it. */
export interface FakePush {
  browser: string
  bytes: string
  ttl: string
  topic: string
  urgency: string
}

export type MessageEntry =
  | { is: 'text'; text: FakeText }
  | { is: 'push'; push: FakePush }
  | { is: 'gone'; browser: string }

/** Numbers that can take no texts; numbers of fiction are fine. */
const landlines = /^\+1\d{3}5550199$/

/**
 * What the provider of texts and a push service know, and how they answer: texts as `POST /2010-04-01/Accounts/:account/Messages.json`,
 * pushes as `POST /push/:browser`. A number that texted STOP is refused until it texts START.
 */
export function openMessageBooks(tools: FakeTools<MessageEntry>): FakeBooks<MessageEntry> {
  const texts: FakeText[] = []
  const pushes: FakePush[] = []
  const gone = new Set<string>()
  const stopped = new Set<string>()

  function apply(entry: MessageEntry): void {
    if (entry.is === 'push') pushes.push(entry.push)
    if (entry.is === 'gone') gone.add(entry.browser)
    if (entry.is !== 'text') return
    texts.push(entry.text)
    if (entry.text.status !== 'received') return
    if (/^stop$/i.test(entry.text.body.trim())) stopped.add(entry.text.from)
    if (/^start$/i.test(entry.text.body.trim())) stopped.delete(entry.text.from)
  }

  function text({ params, body, headers }: FakeRequest): FakeAnswer {
    const [name] = Buffer.from(String(headers.authorization).replace(/^Basic /, ''), 'base64')
      .toString()
      .split(':')
    if (name !== params.account) return wrong(401, 20_003, 'Authenticate')
    const { To: to = '', From: from, MessagingServiceSid: service, Body: said = '' } = body as Record<string, string>
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return wrong(400, 21_211, `The 'To' number ${to} is not a valid phone number.`)
    if (!from && !service) return wrong(400, 21_603, "A 'From' phone number is required.")
    if (!said) return wrong(400, 21_602, 'Message body is required.')
    if (landlines.test(to)) return wrong(400, 21_614, `'To' number is not a valid mobile number`)
    if (stopped.has(to)) return wrong(400, 21_610, 'Attempt to send to unsubscribed recipient')
    const sent: FakeText = { sid: sidOf(), to, from: from ?? service ?? '', body: said, status: 'queued' }
    tools.record({ is: 'text', text: sent })
    return { status: 201, body: { ...sent, account_sid: params.account, error_code: null } }
  }

  function push({ params, body, headers }: FakeRequest): FakeAnswer {
    const browser = params.browser ?? ''
    if (gone.has(browser)) return { status: 410, body: problem('gone', 'The subscription is gone') }
    if (!/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, ?k=[\w-]+$/.test(headers.authorization ?? ''))
      return { status: 401, body: problem('unauthorized', 'Say who you are') }
    if (headers['content-encoding'] !== 'aes128gcm' || !headers.ttl)
      return { status: 400, body: problem('invalid', 'aes128gcm and a TTL are needed') }
    const { topic = '', urgency = 'normal' } = headers as Record<string, string>
    tools.record({
      is: 'push',
      push: { browser, bytes: String(body.bytes ?? ''), ttl: String(headers.ttl), topic, urgency },
    })
    return { status: 201, body: {} }
  }

  // Somebody takes their phone and texts the store.
  function receive({ body }: FakeRequest): FakeAnswer {
    const { from = '', to = '', body: said = '' } = body as Record<string, string>
    const received: FakeText = { sid: sidOf(), to, from, body: said, status: 'received' }
    tools.record({ is: 'text', text: received })
    tools.notices.announce('text', { MessageSid: received.sid, From: from, To: to, Body: said })
    return { status: 200, body: received }
  }

  function leave({ params }: FakeRequest): FakeAnswer {
    tools.record({ is: 'gone', browser: params.browser ?? '' })
    return { status: 200, body: {} }
  }

  return {
    apply,
    books: () => ({ texts, pushes, gone: [...gone], stopped: [...stopped] }),
    routes: [
      { route: 'POST /2010-04-01/Accounts/:account/Messages.json', answer: text },
      { route: 'POST /push/:browser', answer: push },
      { route: 'POST /control/texts', answer: receive },
      { route: 'DELETE /control/browsers/:browser', answer: leave },
    ],
  }
}

function wrong(status: number, code: number, message: string): FakeAnswer {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } }
}

function sidOf(): string {
  return `SM${randomBytes(16).toString('hex')}`
}
