import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

// What there is to compare with: a socket server that keeps nothing, asks nobody, and passes each message on to one other socket.
const sockets = new Map<string, WebSocket>()
const server: WebSocketServer = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('listening', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`))
server.on('connection', (socket, request) => {
  const name = new URL(request.url ?? '', 'http://bare').searchParams.get('name') ?? ''
  sockets.set(name, socket)
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { to: string }
    sockets.get(message.to)?.send(JSON.stringify(message))
  })
})
