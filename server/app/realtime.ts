import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { App } from '#platform/app'
import { senderKey, type Actor } from '#platform/auth/actor'
import { authenticate, type Sender } from '#platform/auth/authenticate'
import { isFromThisMachine } from '#platform/auth/from-this-machine'
import { realmProtocols } from '#platform/auth/realms'
import { apiErrorOf } from '#platform/contract/error-answer'
import { ApiError } from '#platform/errors'
import { createSwitchboard } from '#platform/live/switchboard'
import { Watcher } from '#platform/live/watcher'
import { countSockets } from '#platform/metrics'
import proxyAddress from '@fastify/proxy-addr'
import type { FastifyInstance } from 'fastify'
import { WebSocketServer, type WebSocket } from 'ws'
import { limits } from '../limits.ts'
import { registerLivePoll } from './live-poll.ts'
import { registerLiveSignals } from './live-signals.ts'

const path = '/api/v1/live'
const tokenProtocol = 'makeright.token'

export interface Realtime {
  stop(): Promise<void>
}

/** One open socket. There may be thousands that say nothing, so it holds little. */
interface Connection {
  readonly socket: WebSocket
  readonly watcher: Watcher
  readonly actor: Actor
  readonly sender: Sender
  isAlive: boolean
}

/**
 * Serves live updates on `/api/v1/live` of an HTTP server that is not listening yet: a socket authenticates as any request
 * does, or by a bearer token as the second of the subprotocols `makeright.token, <token>`; then it names topics. Where
 * sockets are blocked, `GET /api/v1/live/poll` answers the same frames and `POST /api/v1/live/signals` takes what is said for a moment.
 */
export function startRealtime(app: App, http: FastifyInstance, options: { loopbackOnly?: boolean } = {}): Realtime {
  const server: Server = http.server
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.live.messageBytes,
    perMessageDeflate: false,
    // Never the token itself: the answer stands in logs of proxies.
    handleProtocols: (offered) =>
      [...offered].find((name) => name === tokenProtocol || realmProtocols.has(name)) ?? false,
  })
  const board = createSwitchboard(app)
  const connections = new Set<Connection>()
  const perActor = new Map<string, number>()
  const trust = proxyAddress.compile(app.config.trustedProxies)

  // Whoever was signed out, switched off or given another role since then opens a socket anew, as who they are now.
  const recheck = async ({ socket, actor, sender }: Connection) => {
    const now = await authenticate(app, { ...sender, passive: true }).catch((error: unknown) =>
      error instanceof ApiError ? undefined : actor,
    )
    if (JSON.stringify(now) !== JSON.stringify(actor)) socket.close(1008, 'signed out')
  }

  const open = (socket: WebSocket, actor: Actor, sender: Sender) => {
    const key = senderKey(actor, sender.ip)
    perActor.set(key, (perActor.get(key) ?? 0) + 1)
    const connection: Connection = {
      socket,
      watcher: new Watcher(app, actor, board, lineOf(socket)),
      actor,
      sender,
      isAlive: true,
    }
    connections.add(connection)
    countSockets(connections.size)
    socket.on('message', (data) => void connection.watcher.receive(String(data)))
    socket.on('pong', () => (connection.isAlive = true))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      connection.watcher.close()
      connections.delete(connection)
      countSockets(connections.size)
      const left = (perActor.get(key) ?? 1) - 1
      if (left === 0) perActor.delete(key)
      else perActor.set(key, left)
    })
  }

  const onUpgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined)
    if ((request.url ?? '').split('?')[0] !== path) return refuse(socket, 404, 'Not Found')
    if (options.loopbackOnly && !isFromThisMachine(request)) return refuse(socket, 403, 'Forbidden')
    try {
      const sender = senderOf(http, request, proxyAddress(request, trust))
      const actor = await authenticate(app, sender)
      const most = actor.kind === 'anonymous' ? limits.live.socketsPerStranger : limits.live.socketsPerActor
      const tooMany = (perActor.get(senderKey(actor, sender.ip)) ?? 0) >= most
      if (tooMany || connections.size >= limits.live.sockets) return refuse(socket, 429, 'Too Many Requests')
      sockets.handleUpgrade(request, socket, head, (opened) => open(opened, actor, sender))
    } catch (error) {
      refuse(socket, apiErrorOf(error).status, 'Refused')
    }
  }

  // A fact about a session, such as that it ended, has its sockets asked again who they are.
  const forget = app.live.onNews(({ topics }) => {
    const ended = [...topics.keys()].filter((name) => name.startsWith('session:')).map((name) => name.slice(8))
    if (ended.length === 0) return
    for (const connection of connections)
      if ('sessionId' in connection.actor && ended.includes(connection.actor.sessionId ?? '')) void recheck(connection)
  })
  const stopBeats = startBeats(connections, recheck)
  const listener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void onUpgrade(request, socket, head)
  server.on('upgrade', listener)
  const polls = registerLivePoll(app, http, board)
  registerLiveSignals(app, http)

  return {
    async stop() {
      stopBeats()
      server.off('upgrade', listener)
      forget()
      polls.stop()
      board.stop()
      // 1012: the service restarts; clients come back with the versions they hold.
      for (const { socket } of connections) socket.close(1012, 'restarting')
      await new Promise((resolve) => setTimeout(resolve, connections.size > 0 ? 200 : 0))
      for (const { socket } of connections) socket.terminate()
    },
  }
}

function lineOf(socket: WebSocket) {
  return {
    send(frame: object) {
      if (socket.readyState !== socket.OPEN) return
      // A reader this slow would fill our memory; it comes back with the version it holds and gets the rest.
      if (socket.bufferedAmount > limits.live.backlogBytes) return socket.terminate()
      socket.send(JSON.stringify(frame))
    },
    close: (code: number, reason: string) => socket.close(code, reason),
  }
}

/** Asks a share of the sockets each second whether they are there, so that thousands do not answer at once. */
function startBeats(connections: Set<Connection>, recheck: (connection: Connection) => Promise<void>): () => void {
  const { heartbeatSeconds, recheckBeats } = limits.live
  let second = 0
  const timer = setInterval(() => {
    const [turn, round] = [second % heartbeatSeconds, Math.floor(second / heartbeatSeconds)]
    second++
    let place = 0
    for (const connection of connections) {
      if (place++ % heartbeatSeconds !== turn) continue
      if (!connection.isAlive) {
        connection.socket.terminate()
        continue
      }
      connection.isAlive = false
      connection.socket.ping()
      if ((round + 1) % recheckBeats === 0 && connection.actor.kind !== 'anonymous') void recheck(connection)
    }
  }, 1000)
  return () => clearInterval(timer)
}

// Kept as long as the socket: what names somebody, and nothing else that came with the request.
const keptHeaders = ['authorization', 'cookie', 'host', 'makeright-realm', 'makeright-shopper', 'origin', 'upgrade']
const isKept = (name: string) => keptHeaders.includes(name) || name.startsWith('x-test-') || name === 'sec-fetch-site'

// As of every other request: behind a trusted proxy it is the address that the proxy saw.
function senderOf(http: FastifyInstance, request: IncomingMessage, ip: string): Sender {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => isKept(name)))
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  const at = offered.indexOf(tokenProtocol)
  const token = at >= 0 ? offered[at + 1] : undefined
  if (token !== undefined) headers.authorization = `Bearer ${token}`
  else headers['sec-websocket-protocol'] = offered.filter((name) => realmProtocols.has(name)).join(', ')
  return {
    headers,
    // With a token in hand, a cookie of the same browser says nothing.
    cookies: token === undefined ? http.parseCookie(request.headers.cookie ?? '') : {},
    ip,
    method: request.method ?? 'GET',
    host: request.headers.host ?? '',
  }
}

function refuse(socket: Duplex, status: number, text: string): void {
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
