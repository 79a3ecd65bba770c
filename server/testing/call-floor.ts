import { runJobs } from './app.ts'
import { openFloor, type ChatFloor } from './chat-floor.ts'
import { sql } from 'kysely'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { browserTelephony } from '../adapters/telephony/browser/adapter.ts'
import { manualTelephony } from '../adapters/telephony/manual/adapter.ts'
import { simulatedTelephony } from '../adapters/telephony/simulator/adapter.ts'
import { manualTimers } from '../adapters/telephony/manual-timers.fixture.ts'
import { browserLine, type CallEvent, hearEvent, keptTalks, telephonyPort, type TelephonyPort } from '#modules/calls'

export interface CallFloor extends ChatFloor {
  line: TelephonyPort
  /** Everything that the line told, in order. */
  heard: CallEvent[]
  /** Runs jobs and hears the line until nothing is left; with a time, the line's clock goes on by so much. */
  goOn(lineMs?: number): Promise<void>
  /** Another line on the same store, as after a restart. */
  restart(): Promise<void>
}

/** A chat floor with a telephone line whose time is moved by hand. Ava has a number on file. */
export async function openCallFloor(kind: 'manual' | 'simulator', now = '2026-03-02T15:00:00Z'): Promise<CallFloor> {
  const floor = await openFloor({ now })
  const timers = manualTimers(Date.parse(now))
  const make = kind === 'manual' ? manualTelephony : simulatedTelephony
  const heard: CallEvent[] = []
  let line: TelephonyPort
  let readers: Reader[]
  const connect = () => {
    line = make({ timers })
    const browsers = browserTelephony({ kept: keptTalks(floor.app), timers })
    readers = [readerOf(line), readerOf(browsers)]
    floor.app.ports.set(telephonyPort, line)
    floor.app.ports.set(browserLine, browsers)
  }
  const listen = async (): Promise<boolean> => {
    const nothing = new Promise<undefined>((resolve) => void setImmediate(() => resolve(undefined)))
    for (const reader of readers) {
      const got = await Promise.race([reader.next, nothing])
      if (!got || got.done) continue
      reader.next = reader.events.next()
      heard.push(got.value)
      await transact(floor.app, system('calls.listen'), (work) => hearEvent(work, got.value))
      return true
    }
    return false
  }
  const settle = async () => {
    do await runJobs(floor.app)
    while (await listen())
  }
  connect()
  await sql`update customer set phone = '+15035550110' where id = ${floor.customers.ava}`.execute(floor.app.db)
  return {
    ...floor,
    get line() {
      return line
    },
    heard,
    async goOn(lineMs = 0) {
      await settle()
      for (let left = lineMs; left > 0; left -= 500) {
        await timers.advance(500)
        await settle()
      }
    },
    async restart() {
      connect()
    },
  }
}

interface Reader {
  events: AsyncIterator<CallEvent>
  next: Promise<IteratorResult<CallEvent>>
}

function readerOf(line: TelephonyPort): Reader {
  const events = line.events[Symbol.asyncIterator]()
  return { events, next: events.next() }
}
