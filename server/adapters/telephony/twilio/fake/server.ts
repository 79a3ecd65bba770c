import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createSwitches, type Switches } from '../../../fakes/switches.ts'
import { createNetwork, type FakeCall, type Network, type NetworkSettings } from './network.ts'

export interface FakeTwilio extends Omit<Network, 'close'> {
  url: string
  /** What goes wrong with the next requests that make a call (`call`) or change one (`update`). */
  switches: Switches
  /** Answers requests that a switch holds. */
  release(): void
  close(): Promise<void>
}

/** The provider's API on this machine, as much of it as calls need, with a telephone network behind it. */
export async function openFakeTwilio(settings: NetworkSettings): Promise<FakeTwilio> {
  const network = createNetwork(settings)
  const switches = createSwitches()
  const base = `/2010-04-01/Accounts/${settings.accountSid}`
  const authorization = `Basic ${Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString('base64')}`
  let release = () => {}
  let held = new Promise<void>((resolve) => (release = resolve))

  const create = (form: URLSearchParams): [number, object] => {
    const to = form.get('To') ?? ''
    if (!/^(\+[1-9]\d{6,14}|sip:\S+@\S+|client:\S+)$/.test(to) || to.endsWith('99'))
      return failure(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`)
    const url = form.get('StatusCallback')
    const call = network.create({
      to,
      from: form.get('From') ?? '',
      twiml: form.get('Twiml') ?? '',
      timeout: Number(form.get('Timeout') ?? 60),
      callback: url ? { url, events: new Set(form.getAll('StatusCallbackEvent')) } : undefined,
    })
    return [201, bodyOf(settings.accountSid, call)]
  }
  const update = (call: FakeCall, form: URLSearchParams): [number, object] => {
    if (form.get('Status')) {
      if (!['queued', 'ringing', 'in-progress'].includes(call.status))
        return failure(400, 21220, 'Call is not in-progress. Cannot redirect.')
      void network.hangUp(call)
    } else if (!network.redirect(call, form.get('Twiml') ?? ''))
      return failure(400, 21220, 'Call is not in-progress. Cannot redirect.')
    return [200, bodyOf(settings.accountSid, call)]
  }
  const list = (query: URLSearchParams): [number, object] => {
    const wanted = [...network.calls.values()]
      .filter((call) => !query.get('To') || call.to === query.get('To'))
      .filter((call) => !query.get('ParentCallSid') || call.parent?.sid === query.get('ParentCallSid'))
      .reverse()
      .slice(0, Number(query.get('PageSize') ?? 50))
    return [
      200,
      { calls: wanted.map((call) => bodyOf(settings.accountSid, call)), page: 0, page_size: 50, next_page_uri: null },
    ]
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://fake.invalid')
    const form = new URLSearchParams((await buffer(incoming)).toString('utf8'))
    const send = ([status, body]: [number, object]) =>
      void outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (switches.state.down) return send(failure(503, 20503, 'Service unavailable'))
    if (incoming.headers.authorization !== authorization) return send(failure(401, 20003, 'Authenticate'))
    const [, , sid] = /\/Calls(\/(CA\w+))?\.json$/.exec(pathname) ?? []
    if (pathname === `${base}.json`) return send([200, { sid: settings.accountSid, status: 'active' }])
    if (!pathname.startsWith(`${base}/Calls`)) return send(failure(404, 20404, 'Not found'))
    const call = sid === undefined ? undefined : network.calls.get(sid)
    if (sid !== undefined && !call) return send(failure(404, 20404, 'Not found'))
    if (incoming.method === 'GET') return send(call ? [200, bodyOf(settings.accountSid, call)] : list(searchParams))
    const trouble = switches.take(call ? 'update' : 'call')?.do
    if (trouble === 'rate_limit') return send(failure(429, 20429, 'Too many requests'))
    if (trouble === 'error_before') return send(failure(500, 20500, 'Internal server error'))
    if (trouble === 'lost_request') return void incoming.socket.destroy()
    const answer = call ? update(call, form) : create(form)
    if (trouble === 'hold') await held
    if (trouble === 'lost_answer') return void incoming.socket.destroy()
    send(trouble === 'error_after' ? failure(500, 20500, 'Internal server error') : answer)
  }

  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    ...network,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    switches,
    release() {
      release()
      held = new Promise((resolve) => (release = resolve))
    },
    async close() {
      release()
      network.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function failure(status: number, code: number, message: string): [number, object] {
  return [status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }]
}

function bodyOf(accountSid: string, call: FakeCall): object {
  return {
    sid: call.sid,
    account_sid: accountSid,
    parent_call_sid: call.parent?.sid ?? null,
    to: call.to,
    from: call.from,
    status: call.status,
    direction: call.direction,
    date_created: call.createdAt.toUTCString(),
    date_updated: call.createdAt.toUTCString(),
    start_time: null,
    end_time: null,
    duration: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}.json`,
  }
}
