import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { limits } from '../../../limits.ts'
import type { MediaPlace, Order, PageMessage, Report, TrunkEnd } from './messages.ts'

/** An agent's headset, from when it may be put on to the end of the call. */
export interface Headset {
  /** Where the trunk sends sound. */
  readonly address: string
  readonly port: number
  /** Joins it with the trunk; without `flows` neither hears the other. */
  connect(trunk: TrunkEnd, flows: boolean): void
  press(keys: string): void
  close(): void
}

export interface HeadsetEvents {
  /** Whether sound comes from it. */
  there(isThere: boolean): void
  /** It is gone for good, with the process that carried it. */
  gone(): void
}

/** Headsets of agents in their browsers. What carries their sound is a process of its own, started when it is first needed. */
export interface Headsets {
  /** Undefined when there is no port left. A second one of the same call takes the page of the first. */
  open(callId: string, events: HeadsetEvents): Promise<Headset | undefined>
  /** What the agent's page of a call says. */
  hear(callId: string, said: PageMessage): void
  stop(): Promise<void>
}

interface Open {
  callId: string
  events: HeadsetEvents
  opened(port: number | undefined): void
}

/** @param say tells the agent's page of a call something */
export function openHeadsets(settings: { place: MediaPlace; say(callId: string, data: PageMessage): void }): Headsets {
  const { place, say } = settings
  const open = new Map<string, Open>()
  let running: { child: ChildProcess; ready: Promise<unknown> } | undefined
  let count = 0

  /** Whose page of a call is heard: the headset that was opened last. */
  const latestOf = (callId: string) => [...open].findLast(([, headset]) => headset.callId === callId)?.[0]

  const take = (report: Report) => {
    if (report.is === 'ready') return
    const headset = open.get(report.id)
    if (report.is === 'opened') headset?.opened(report.port)
    else if (report.is === 'full') headset?.opened(undefined)
    else if (report.is === 'there') headset?.events.there(report.isThere)
    else if (headset && latestOf(headset.callId) === report.id) say(headset.callId, report.data)
  }

  const start = () => {
    const program = fileURLToPath(new URL('./media-process.ts', import.meta.url))
    const child = fork(program, [JSON.stringify(place)], { execArgv: [] })
    const ended = () => {
      if (running?.child !== child) return
      running = undefined
      const lost = [...open.values()]
      open.clear()
      for (const { opened, events } of lost) {
        opened(undefined)
        events.gone()
      }
    }
    child.on('message', take)
    child.on('exit', ended)
    child.on('error', ended)
    return { child, ready: Promise.race([once(child, 'message'), once(child, 'exit')]).catch(() => {}) }
  }

  const order = (what: Order) => void (running?.child.connected && running.child.send(what, () => {}))

  return {
    async open(callId, events) {
      if (open.size >= limits.headsets.calls) return undefined
      running ??= start()
      await running.ready
      const id = `${callId} ${++count}`
      const { promise, resolve } = Promise.withResolvers<number | undefined>()
      open.set(id, { callId, events, opened: resolve })
      order({ do: 'open', id })
      const port = running ? await promise : undefined
      if (port === undefined) {
        open.delete(id)
        return undefined
      }
      return {
        address: place.announced,
        port,
        connect: (trunk, flows) => order({ do: 'connect', id, trunk, flows }),
        press: (keys) => order({ do: 'press', id, keys }),
        close() {
          order({ do: 'close', id })
          open.delete(id)
        },
      }
    },
    hear(callId, said) {
      const id = latestOf(callId)
      if (id !== undefined) order({ do: 'hear', id, said })
    },
    async stop() {
      const child = running?.child
      if (!child) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
