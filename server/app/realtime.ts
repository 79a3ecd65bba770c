import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { App } from '#platform/app'
import { actorKey, type Actor } from '#platform/auth/actor'
import { authenticate, type Sender } from '#platform/auth/authenticate'
import { isFromThisMachine } from '#platform/auth/from-this-machine'
import { apiErrorOf } from '#platform/contract/error-answer'
import { ApiError } from '#platform/errors'
import { Watcher } from '#platform/live/watcher'
import { countSockets } from '#platform/metrics'
import type { FastifyInstance } from 'fastify'
import { WebSocketServer, type WebSocket } from 'ws'
import { limits } from '../limits.ts'

const path = '/api/v1/live'

export interface Realtime {
  stop(): Promise<void>
}

/** Serves live updates on `/api/v1/live` of an HTTP server: a socket authenticates as any request does, then names topics. */
export function startRealtime(app: App, http: FastifyInstance, options: { loopbackOnly?: boolean } = {}): Realtime {
  const server: Server = http.server
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.live.messageBytes,
    perMessageDeflate: false,
  })
  const watchers = new Map<WebSocket, Watcher>()
  const rechecks = new Map<WebSocket, () => Promise<void>>()
  const perActor = new Map<string, number>()

  // Whoever was signed out, switched off or given another role since then opens a socket anew, as who they are now.
  const recheck = async (socket: WebSocket, actor: Actor, sender: Sender) => {
    const now = await authenticate(app, { ...sender, passive: true }).catch((error: unknown) =>
      error instanceof ApiError ? undefined : actor,
    )
    if (JSON.stringify(now) !== JSON.stringify(actor)) socket.close(1008, 'signed out')
  }

  const open = (socket: WebSocket, actor: Actor, sender: Sender) => {
    const key = actorKey(actor)
    perActor.set(key, (perActor.get(key) ?? 0) + 1)
    const watcher = new Watcher(app, actor, socket)
    watchers.set(socket, watcher)
    if (actor.kind !== 'anonymous') rechecks.set(socket, () => recheck(socket, actor, sender))
    countSockets(watchers.size)
    socket.on('close', () => {
      watcher.close()
      watchers.delete(socket)
      rechecks.delete(socket)
      countSockets(watchers.size)
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
      const sender = senderOf(http, request)
      const actor = await authenticate(app, sender)
      const tooMany = actor.kind !== 'anonymous' && (perActor.get(actorKey(actor)) ?? 0) >= limits.live.socketsPerActor
      if (tooMany || watchers.size >= limits.live.sockets) return refuse(socket, 429, 'Too Many Requests')
      sockets.handleUpgrade(request, socket, head, (opened) => open(opened, actor, sender))
    } catch (error) {
      refuse(socket, apiErrorOf(error).status, 'Refused')
    }
  }

  const forget = [
    app.live.onNews((news) => {
      for (const watcher of watchers.values()) watcher.hear(news)
    }),
    app.live.onCatchUp(() => {
      for (const watcher of watchers.values()) watcher.catchUp()
    }),
  ]
  let beats = 0
  const heartbeat = setInterval(() => {
    for (const watcher of watchers.values()) watcher.beat()
    if (++beats % limits.live.recheckBeats === 0) for (const again of rechecks.values()) void again()
  }, limits.live.heartbeatSeconds * 1000)
  const listener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void onUpgrade(request, socket, head)
  server.on('upgrade', listener)

  return {
    async stop() {
      clearInterval(heartbeat)
      server.off('upgrade', listener)
      for (const stop of forget) stop()
      // 1012: the service restarts; clients come back with the versions they hold.
      for (const socket of watchers.keys()) socket.close(1012, 'restarting')
      await new Promise((resolve) => setTimeout(resolve, watchers.size > 0 ? 200 : 0))
      for (const socket of watchers.keys()) socket.terminate()
    },
  }
}

function senderOf(http: FastifyInstance, request: IncomingMessage): Sender {
  return {
    headers: request.headers,
    cookies: http.parseCookie(request.headers.cookie ?? ''),
    ip: request.socket.remoteAddress ?? '',
    method: request.method ?? 'GET',
    host: request.headers.host ?? '',
  }
}

function refuse(socket: Duplex, status: number, text: string): void {
  socket.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
