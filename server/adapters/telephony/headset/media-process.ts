import { argv } from 'node:process'
import { type HeadsetCall, openHeadsetCall, openPort } from './headset-call.ts'
import type { MediaPlace, Order, Report } from './messages.ts'

// Carries the sound of headsets, in a process of its own: nothing else that the program does is heard as a gap. It ends with the
// program that started it.

const place = JSON.parse(argv[2] ?? '') as MediaPlace
const calls = new Map<string, HeadsetCall>()
const taken = new Set<number>()

const report = (what: Report) => void process.send?.(what)

async function open(id: string): Promise<void> {
  const socket = await openPort(place, taken)
  if (!socket) return report({ is: 'full', id })
  calls.get(id)?.close()
  calls.set(
    id,
    openHeadsetCall(place, socket, {
      say: (data) => report({ is: 'said', id, data }),
      there: (isThere) => report({ is: 'there', id, isThere }),
    }),
  )
  report({ is: 'opened', id, port: socket.address().port })
}

process.on('message', (order: Order) => {
  const call = calls.get(order.id)
  switch (order.do) {
    case 'open':
      return void open(order.id)
    case 'hear':
      return call?.hear(order.said)
    case 'connect':
      return call?.connect(order.trunk, order.flows)
    case 'press':
      return call?.press(order.keys)
    case 'close':
      calls.delete(order.id)
      return call?.close()
  }
})
// What goes wrong with one page is not to end the calls of all others.
const complain = (error: unknown) => void process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
process.on('unhandledRejection', complain)
process.on('uncaughtException', complain)
process.on('disconnect', () => process.exit(0))
// The program decides when it ends, also where a terminal asks all of them at once.
process.on('SIGINT', () => {})
report({ is: 'ready' })
