import { createHmac, randomBytes } from 'node:crypto'
import { type Element, readMarkup } from './markup.ts'

export interface FakeCall {
  sid: string
  to: string
  from: string
  parent: FakeCall | undefined
  direction: 'inbound' | 'outbound-api' | 'outbound-dial'
  status: 'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled'
  createdAt: Date
  /** What was said to it, one text each. */
  heard: string[]
  /** Keys that whoever holds the telephone will press. */
  keys: string[]
  /** Whom it hears now: the other leg, or a room. */
  hears: string | null
  sipCode: string | undefined
  callback: { url: string; events: ReadonlySet<string> } | undefined
  sequence: number
  /** Counts how often it was sent elsewhere: what is answered to an earlier question does not count any more. */
  turns: number
  /** Stops what is done with it, which goes on elsewhere or nowhere. */
  interrupt: (how: Interruption) => void
}

/** `done`: what was waited for is over, and the document goes on. */
export type Interruption = 'done' | 'redirected' | 'ended'

export interface NetworkSettings {
  accountSid: string
  authToken: string
  /** Milliseconds that a second of the provider takes here. */
  secondMs?: number
  /** Where an address of a webhook is really answered: what is signed is the address itself. */
  reach?: (url: string) => string
}

/** What the telephone behind a number does, by the last two digits, or by the end of a name. */
interface Script {
  status: 'in-progress' | 'busy' | 'failed' | 'no-answer'
  sipCode?: string
  keys?: string[]
  machine?: boolean
  leavesAfterSeconds?: number
}

const scripts: readonly [RegExp, Script][] = [
  [/(41|busy)$/, { status: 'busy', sipCode: '486' }],
  [/(42|silent)$/, { status: 'no-answer' }],
  [/43$/, { status: 'in-progress', machine: true }],
  [/(44|declines)$/, { status: 'busy', sipCode: '603' }],
  [/45$/, { status: 'failed', sipCode: '404' }],
  [/46$/, { status: 'in-progress', leavesAfterSeconds: 2 }],
  [/47$/, { status: 'failed', sipCode: '503' }],
  [/(48|machine)$/, { status: 'in-progress', keys: [] }],
]

function scriptOf(to: string): Script {
  return scripts.find(([pattern]) => pattern.test(to))?.[1] ?? { status: 'in-progress', keys: ['1'] }
}

export type Network = ReturnType<typeof createNetwork>

/**
 * The provider's telephone network: it calls, plays TwiML, asks webhooks what comes next and tells them what happened, signed as the
 * provider signs. Written anew here, so that it tests whoever uses the provider's own client.
 */
export function createNetwork({ accountSid, authToken, secondMs = 20, reach = (url) => url }: NetworkSettings) {
  const calls = new Map<string, FakeCall>()
  const rooms = new Map<string, Set<{ call: FakeCall }>>()
  const waiting = new Set<() => void>()
  const callbacks = { areHeld: false, held: [] as (() => Promise<void>)[], answers: [] as number[] }
  let isClosed = false

  const newCall = (fields: Pick<FakeCall, 'to' | 'from' | 'parent' | 'direction' | 'callback'>): FakeCall => {
    const call: FakeCall = {
      ...fields,
      sid: `CA${randomBytes(16).toString('hex')}`,
      status: 'queued',
      createdAt: new Date(),
      heard: [],
      keys: [...(scriptOf(fields.to).keys ?? [])],
      hears: null,
      sipCode: undefined,
      sequence: 0,
      turns: 0,
      interrupt: () => {},
    }
    calls.set(call.sid, call)
    return call
  }
  const isOver = ({ status }: FakeCall) => !['queued', 'ringing', 'in-progress'].includes(status)

  /** Resolves after so many of the provider's seconds, or when it is interrupted. */
  const wait = (call: FakeCall, seconds: number) =>
    new Promise<Interruption>((resolve) => {
      const end = () => done('done')
      const timer = setTimeout(end, seconds * secondMs)
      waiting.add(end)
      const done = (how: Interruption) => {
        clearTimeout(timer)
        waiting.delete(end)
        resolve(how)
      }
      call.interrupt = done
    })

  async function post(url: string, fields: Record<string, string>): Promise<string> {
    const signed =
      url +
      Object.keys(fields)
        .sort()
        .map((name) => name + fields[name])
        .join('')
    const signature = createHmac('sha1', authToken).update(Buffer.from(signed, 'utf8')).digest('base64')
    const answer = await fetch(reach(url), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
      body: new URLSearchParams(fields),
    }).catch(() => undefined)
    callbacks.answers.push(answer?.status ?? 0)
    return answer?.ok ? await answer.text() : '<Response><Hangup/></Response>'
  }
  const fieldsOf = (call: FakeCall): Record<string, string> => ({
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: call.status,
    Direction: call.direction,
    From: call.from,
    To: call.to,
    ...(call.parent ? { ParentCallSid: call.parent.sid } : {}),
    ...(call.sipCode && isOver(call) ? { SipResponseCode: call.sipCode } : {}),
  })

  async function tell(call: FakeCall, event: string, more: Record<string, string> = {}, to = call.callback?.url) {
    if (!to || (to === call.callback?.url && !call.callback.events.has(event))) return
    const fields = {
      ...fieldsOf(call),
      ...(event === 'initiated' ? { CallStatus: 'initiated' } : {}),
      ...more,
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(call.sequence++),
      Timestamp: new Date().toUTCString(),
    }
    const send = async () => void (await post(to, fields))
    if (callbacks.areHeld) callbacks.held.push(send)
    else await send()
  }
  async function become(call: FakeCall, status: FakeCall['status']): Promise<void> {
    if (isOver(call)) return
    call.status = status
    const event = status === 'ringing' ? 'ringing' : status === 'in-progress' ? 'answered' : 'completed'
    await tell(call, event, event === 'completed' ? { CallDuration: '1' } : {})
  }
  /** Ends a leg, from whichever side. */
  async function hangUp(call: FakeCall): Promise<void> {
    if (isOver(call)) return
    const { status } = call
    const told = become(call, status === 'in-progress' ? 'completed' : 'canceled')
    call.interrupt('ended')
    await told
  }

  /** Rings a telephone; true when it was answered. */
  async function ring(call: FakeCall, timeoutSeconds: number): Promise<boolean> {
    const script = scriptOf(call.to)
    await tell(call, 'initiated')
    call.sipCode = script.sipCode
    if (script.status !== 'failed') await become(call, 'ringing')
    const isSoon = script.status !== 'no-answer'
    if (isOver(call) || (await wait(call, isSoon ? 0.2 : timeoutSeconds)) !== 'done') return false
    await become(call, script.status)
    return call.status === 'in-progress'
  }

  /** Plays a document to its end, or until the leg is sent elsewhere. */
  async function play(call: FakeCall, document: string, turn = call.turns): Promise<void> {
    if (turn !== call.turns) return
    let verbs: Element[]
    try {
      verbs = readMarkup(document)
    } catch {
      return await hangUp(call)
    }
    for (const verb of verbs) {
      const next = await perform(call, verb)
      if (next === 'stop' || isOver(call) || isClosed || turn !== call.turns) return
      if (next !== undefined) return await play(call, next, turn)
    }
    await hangUp(call)
  }
  /** Answers the next document, `stop` when the leg is elsewhere, or undefined for what follows. */
  async function perform(call: FakeCall, { name, attributes, children, text }: Element): Promise<string | undefined> {
    if (name === 'Say') call.heard.push(text)
    else if (name === 'Hangup') await hangUp(call)
    else if (name === 'Redirect') return await post(text, fieldsOf(call))
    else if (name === 'Pause') return (await wait(call, Number(attributes.length ?? 1))) === 'done' ? undefined : 'stop'
    else if (name === 'Gather') {
      for (const each of children) if (each.name === 'Say') call.heard.push(each.text)
      const key = call.keys.shift()
      if ((await wait(call, key === undefined ? Number(attributes.timeout ?? 5) : 0.1)) !== 'done') return 'stop'
      if (key !== undefined) return await post(attributes.action ?? '', { ...fieldsOf(call), Digits: key })
    } else if (name === 'Dial') return await dial(call, attributes, children[0])
    return undefined
  }

  async function dial(call: FakeCall, attributes: Record<string, string>, what: Element | undefined) {
    const [how, dialed] =
      what?.name === 'Conference'
        ? [await meet(call, what), { DialCallStatus: 'answered' }]
        : await join(call, attributes, what)
    if (how === 'redirected') return 'stop'
    const next = attributes.action ? await post(attributes.action, { ...fieldsOf(call), ...dialed }) : undefined
    return how === 'ended' ? 'stop' : next
  }

  /** Calls another telephone and joins the two until one of them is gone. */
  async function join(
    parent: FakeCall,
    { callerId = parent.from, timeout = '30' }: Record<string, string>,
    number: Element | undefined,
  ): Promise<[Interruption, Record<string, string>]> {
    const { attributes = {}, text = '' } = number ?? {}
    const events = new Set((attributes.statusCallbackEvent ?? 'completed').split(' '))
    const callback = attributes.statusCallback ? { url: attributes.statusCallback, events } : undefined
    const child = newCall({ to: text.trim(), from: callerId, parent, direction: 'outbound-dial', callback })
    const childIsDone = (async () => {
      if (!(await ring(child, Number(timeout)))) return
      child.hears = parent.sid
      parent.hears = child.sid
      const { machine, leavesAfterSeconds = 3600 } = scriptOf(child.to)
      if (machine && attributes.amdStatusCallback)
        await tell(child, 'amd', { AnsweredBy: 'machine_start' }, attributes.amdStatusCallback)
      if ((await wait(child, leavesAfterSeconds)) === 'done') await hangUp(child)
    })()
    const parentIsGone = wait(parent, 3600)
    const how = await Promise.race([childIsDone.then(() => 'done' as const), parentIsGone])
    parent.hears = null
    // Nobody waits for it any more.
    if (how === 'done') parent.interrupt('done')
    else await hangUp(child)
    return [how, { DialCallSid: child.sid, DialCallStatus: isOver(child) ? child.status : 'completed' }]
  }

  /** Into a room until it ends, or the leg is gone. */
  async function meet(call: FakeCall, { attributes, text }: Element): Promise<Interruption> {
    const name = text.trim()
    const room = rooms.get(name) ?? new Set()
    const place = { call }
    const { turns } = call
    rooms.set(name, room.add(place))
    call.hears = name
    const how = await wait(call, 3600)
    if (turns === call.turns) call.hears = null
    room.delete(place)
    const isEnd = attributes.endConferenceOnExit === 'true'
    if (isEnd) rooms.delete(name)
    if (isEnd) for (const other of room) other.call.interrupt('done')
    return how
  }

  return {
    calls,
    /** What was answered to our webhooks, by status. */
    webhookAnswers: callbacks.answers,
    create(fields: { to: string; from: string; twiml: string; timeout: number; callback: FakeCall['callback'] }) {
      const { twiml, timeout, ...rest } = fields
      const call = newCall({ ...rest, parent: undefined, direction: 'outbound-api' })
      void (async () => {
        if (await ring(call, timeout)) await play(call, twiml)
      })()
      return call
    },
    /** Sends a leg elsewhere; false when it is over. */
    redirect(call: FakeCall, twiml: string): boolean {
      if (call.status !== 'in-progress') return false
      call.interrupt('redirected')
      call.hears = null
      call.turns += 1
      const turn = call.turns
      // First it leaves where it was.
      setImmediate(() => void play(call, twiml, turn))
      return true
    },
    hangUp,
    /** Somebody rings one of the account's numbers and presses keys when asked; resolves when it is over. */
    async ringIn(
      voiceUrl: string,
      { from, to, keys }: { from: string; to: string; keys: string[] },
    ): Promise<FakeCall> {
      const call = newCall({ from, to, parent: undefined, direction: 'inbound', callback: undefined })
      call.status = 'in-progress'
      call.keys = [...keys]
      await play(call, await post(voiceUrl, { ...fieldsOf(call), CallStatus: 'ringing' }))
      return call
    },
    /** From now on news waits; what asks for the next step does not. */
    holdCallbacks() {
      callbacks.areHeld = true
    },
    /** Sends what waits, in another order and several times, and goes on as usual. */
    async deliverCallbacks({ reversed = false, times = 1 } = {}): Promise<void> {
      const held = callbacks.held.splice(0)
      callbacks.areHeld = false
      if (reversed) held.reverse()
      for (const send of held) for (let sent = 0; sent < times; sent++) await send()
    },
    close() {
      isClosed = true
      for (const call of calls.values()) {
        call.status = isOver(call) ? call.status : 'completed'
        call.interrupt('ended')
      }
      for (const end of waiting) end()
    },
  }
}
