import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { App } from '#platform/app'
import { actorKey, type Actor } from '#platform/auth/actor'
import { authenticate } from '#platform/auth/authenticate'
import { isFromThisMachine } from '#platform/auth/from-this-machine'
import { apiErrorOf } from '#platform/contract/error-answer'
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
  const perActor = new Map<string, number>()

  const open = (socket: WebSocket, actor: Actor) => {
    const key = actorKey(actor)
    perActor.set(key, (perActor.get(key) ?? 0) + 1)
    const watcher = new Watcher(app, actor, socket)
    watchers.set(socket, watcher)
    countSockets(watchers.size)
    socket.on('close', () => {
      watcher.close()
      watchers.delete(socket)
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
      const actor = await authenticate(app, senderOf(http, request))
      const tooMany = actor.kind !== 'anonymous' && (perActor.get(actorKey(actor)) ?? 0) >= limits.live.socketsPerActor
      if (tooMany || watchers.size >= limits.live.sockets) return refuse(socket, 429, 'Too Many Requests')
      sockets.handleUpgrade(request, socket, head, (opened) => open(opened, actor))
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
  const heartbeat = setInterval(() => {
    for (const watcher of watchers.values()) watcher.beat()
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

function senderOf(http: FastifyInstance, request: IncomingMessage) {
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
