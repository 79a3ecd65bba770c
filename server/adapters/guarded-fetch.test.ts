import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGuardedFetch, type GuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts'

describe('the guard of outgoing requests', () => {
  const open: GuardedFetch[] = []
  const servers: Server[] = []
  let requests: { url: string; host: string; method: string; headers: Record<string, unknown>; body: string }[]

  beforeEach(() => (requests = []))
  afterEach(async () => {
    await Promise.all(open.splice(0).map((fetchGuarded) => fetchGuarded.close()))
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  async function serve(
    answer: RequestListener = (_request, response) => void response.end('hello'),
  ): Promise<{ origin: string; port: number }> {
    const server = createServer((request, response) => {
      const { url = '', headers, method = '' } = request
      void text(request).then((body) => {
        requests.push({ url, host: headers.host ?? '', method, headers, body })
        answer(request, response)
      })
    }).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    return { origin: `http://127.0.0.1:${port}`, port }
  }

  function guard(options: GuardedFetchOptions = {}): GuardedFetch {
    const fetchGuarded = createGuardedFetch(options)
    open.push(fetchGuarded)
    return fetchGuarded
  }

  const refused = { outcome: 'refused', code: 'url_not_allowed' }
  const loopback = async () => [{ address: '127.0.0.1', family: 4 }]

  test.each([
    'file:///etc/passwd',
    'ftp://example.com/',
    'data:text/plain,hello',
    'javascript:alert(1)',
    'not an address',
    'http://someone:secret@example.com/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.0.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
  ])('%s is refused before anything is sent', async (address) => {
    await expect(guard()(address)).rejects.toMatchObject(refused)
  })

  test('a name that leads to loopback is refused, the real resolver included', async () => {
    const { port } = await serve()
    await expect(guard()(`http://localhost:${port}/`)).rejects.toMatchObject(refused)
    await expect(guard({ resolve: loopback })(`http://shop.example.com:${port}/`)).rejects.toMatchObject(refused)
    expect(requests).toEqual([])
  })

  test('one closed address among open ones refuses the name', async () => {
    const resolve = async () => [
      { address: '93.184.215.14', family: 4 },
      { address: '169.254.169.254', family: 4 },
    ]
    await expect(guard({ resolve })('http://mixed.example.com/')).rejects.toMatchObject(refused)
  })

  test('a name that answers differently the second time gains nothing: each connection goes where was checked', async () => {
    const { port } = await serve()
    let asked = 0
    const resolve = async () => {
      asked += 1
      return asked === 1 ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '10.0.0.1', family: 4 }]
    }
    const allowed = guard({ resolve, allowOrigins: [`http://fake.test:${port}`] })
    expect((await allowed(`http://fake.test:${port}/`)).status).toBe(200)
    expect(asked).toBe(1)
    expect(requests[0]?.host).toBe(`fake.test:${port}`)
  })

  test('the allow-list opens exactly one origin', async () => {
    const { origin } = await serve()
    const other = await serve()
    const allowed = guard({ allowOrigins: [origin] })
    const answer = await allowed(`${origin}/a`)
    expect([answer.status, answer.body.toString()]).toEqual([200, 'hello'])
    await expect(allowed(other.origin)).rejects.toMatchObject(refused)
  })

  test('a redirect is checked like the first address', async () => {
    const inside = await serve()
    const { origin } = await serve(
      (_request, response) => void response.writeHead(302, { location: `${inside.origin}/secret` }).end(),
    )
    await expect(guard({ allowOrigins: [origin] })(origin)).rejects.toMatchObject(refused)
    expect(requests).toHaveLength(1)
  })

  test('redirects are followed to their limit and lose credentials on the way to another origin', async () => {
    const goal = await serve()
    const { origin } = await serve((request, response) => {
      if (request.url === '/once') response.writeHead(303, { location: `${goal.origin}/goal` }).end()
      else response.writeHead(302, { location: '/again' }).end()
    })
    const allowed = guard({ allowOrigins: [origin, goal.origin] })
    await expect(allowed(`${origin}/again`)).rejects.toMatchObject({ outcome: 'refused', code: 'too_many_redirects' })
    expect(requests).toHaveLength(4)
    const wanted = {
      method: 'POST',
      maxRedirects: 1,
      body: 'x',
      headers: { authorization: 'Bearer secret', 'x-kept': 'yes' },
    }
    expect(await allowed(`${origin}/once`, wanted)).toMatchObject({ url: `${goal.origin}/goal`, status: 200 })
    expect(requests.at(-1)).toMatchObject({ method: 'GET', body: '', headers: { 'x-kept': 'yes' } })
    expect(requests.at(-1)?.headers).not.toHaveProperty('authorization')
  })

  test('a POST is not redirected unless asked for', async () => {
    const { origin } = await serve((_request, response) => void response.writeHead(307, { location: '/there' }).end())
    await expect(guard({ allowOrigins: [origin] })(origin, { method: 'POST', body: 'x' })).rejects.toMatchObject({
      code: 'too_many_redirects',
    })
  })

  test('an answer above the limit is refused, also without a length', async () => {
    const { origin } = await serve((_request, response) => {
      response.write(Buffer.alloc(60_000))
      response.end(Buffer.alloc(60_000))
    })
    const allowed = guard({ allowOrigins: [origin] })
    await expect(allowed(origin, { maxBytes: 100_000 })).rejects.toMatchObject({
      outcome: 'refused',
      code: 'answer_too_large',
    })
    expect((await allowed(origin, { maxBytes: 120_000 })).body).toHaveLength(120_000)
  })

  test('an answer that never ends and one that never begins are cut off', async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === '/begun') response.write('half')
    })
    const allowed = guard({ allowOrigins: [origin] })
    for (const path of ['/begun', '/silent']) {
      await expect(allowed(`${origin}${path}`, { timeoutMs: 200 })).rejects.toMatchObject({
        outcome: 'unknown',
        code: 'timeout',
      })
    }
  })

  test('nobody listening and no such name are not done, a cut connection is unknown', async () => {
    const { origin } = await serve((request) => void request.socket.destroy())
    const allowed = guard({ allowOrigins: [origin, 'http://nowhere.test'], resolve: async () => [] })
    await expect(allowed(origin)).rejects.toMatchObject({ outcome: 'unknown', code: 'connection_lost' })
    await expect(allowed('http://nowhere.test/')).rejects.toMatchObject({ outcome: 'not_done', code: 'unreachable' })
    const server = servers.pop()
    server?.closeAllConnections()
    if (server) await once(server.close(), 'close')
    await expect(allowed(origin)).rejects.toMatchObject({ outcome: 'not_done', code: 'unreachable' })
  })
})
