import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { ensureCustomers } from '#modules/customers'
import { activatePolicyVersion, DEFAULT_RULESET, writePolicyVersion } from '#modules/policy'
import { addStaff } from '#modules/staff'
import { createStore } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { cookieOf, type Realm } from '#platform/auth/realms'
import { createSession } from '#platform/auth/sessions'
import { createApp } from '#platform/create-app'
import { createLog } from '#platform/log'
import { addDays } from '#platform/time'
import { transact, type Work } from '#platform/work'
import { WebSocket } from 'ws'
import { modules } from '../../server/app/modules.ts'
import { timeHasComeToken } from '../../server/modules/calls/tokens.ts'
import { readConfig } from '../../server/config.ts'
import { freePort } from '../../server/adapters/telephony/sip/real-phones.fixture.ts'
import { type Program, startProgram } from './program.ts'

/** A person of the store with a session of their own, over HTTP as their browser would be. */
export interface Person {
  readonly id: string
  readonly cookie: { name: string; value: string }
  // Tests look into answers of every shape.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  // oxlint-disable-next-line no-explicit-any
  call(route: string, body?: object): Promise<any>
  /** News of a topic, as a screen hears it. */
  watch(topic: string): Promise<{ heard(name: string): Promise<{ data: Record<string, string> }>; close(): void }>
}

/** A real store, as a shop runs it, whose program has a telephone line: people, and processes that are started and killed. */
export interface PhoneStore {
  readonly sipPort: number
  readonly url: string
  run<T>(act: (work: Work) => Promise<T>): Promise<T>
  shopper(name: string, phone: string): Promise<Person>
  agent(name: string): Promise<Person>
  /** One more process; the first one is where people's requests go until another one is started after its end. */
  start(): Promise<Program>
  /** The agent takes the call that is offered next: answers its request and its try. */
  take(agent: Person): Promise<{ conversationId: string; callId: string }>
  /** The time of a request that is called later has come. */
  hurry(requestId: string): Promise<void>
  /** A request as it is written, whether or not a program runs. */
  written(requestId: string): Promise<{ state: string; tries: number } | undefined>
  close(): Promise<void>
}

export interface PhoneStoreSettings {
  connectionString: string
  folder: string
  trunk: string
}

const secret = 'phone-secret-phone-secret-phone-secret'

/** Opens a store on an empty, migrated database. Nobody is called at night there, and numbers have no limit a day. */
export async function openPhoneStore({ connectionString, folder, trunk }: PhoneStoreSettings): Promise<PhoneStore> {
  mkdirSync(folder, { recursive: true })
  const dataFolder = join(folder, 'data')
  const environment = { MAKERIGHT_SECRET: secret, MAKERIGHT_DATA: dataFolder }
  const app = await createApp({
    config: readConfig(environment, ['--roles=http']),
    log: createLog('silent'),
    connectionString,
    modules,
    listen: false,
  })
  const run: PhoneStore['run'] = (act) => transact(app, system('test'), act)
  const ada = await run(async (work) => {
    await createStore(work, {
      name: 'Harbor Goods',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@harbor-goods.test',
    })
    return await addStaff(work, { name: 'Ada Root', email: 'ada@harbor-goods.test', role: 'administrator' })
  })
  await transact(app, { kind: 'staff', staffId: ada, role: 'administrator' }, async (work) => {
    const store = {
      'callback.quiet_from': '00:00',
      'callback.quiet_to': '00:00',
      'callback.ring_seconds': 10,
      'callback.per_number': 100,
      'callback.per_address': 10_000,
    }
    const { id } = await writePolicyVersion(work, { ruleset: { ...DEFAULT_RULESET, store } })
    await activatePolicyVersion(work, { id })
  })
  const sipPort = await freePort()
  const running = new Set<Program>()
  /** Those of them that are ready. */
  const programs = new Set<Program>()
  let started = 0
  const url = () => [...programs][0]?.url ?? ''

  const personOf = async (realm: Realm, id: string): Promise<Person> => {
    const session = { realm, subjectId: id, stage: 'full', method: 'password', device: 'Test' } as const
    const { token } = await run((work) => createSession(work, { ...session, expiresAt: addDays(work.now, 1) }))
    const cookie = { name: cookieOf(app, realm), value: token }
    const headers = { cookie: `${cookie.name}=${cookie.value}` }
    const call: Person['call'] = async (route, body) => {
      const [method = 'GET', path = ''] = route.split(' ')
      const answer = await fetch(`${url()}/api/v1${path}`, {
        method,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${text}`)
      return JSON.parse(text)
    }
    return { id, cookie, call, watch: (topic) => watch(url(), headers, topic) }
  }

  return {
    sipPort,
    get url() {
      return url()
    },
    run,
    async shopper(name, phone) {
      const email = `${name.toLowerCase()}@one.test`
      const [id = ''] = await run((work) => ensureCustomers(work, 'import', [{ reference: name, name, email, phone }]))
      return await personOf('shopper', id)
    },
    async agent(name) {
      const email = `${name.toLowerCase()}@harbor-goods.test`
      return await personOf('staff', await run((work) => addStaff(work, { name, email, role: 'associate' })))
    },
    async start() {
      const program = startProgram({
        dataFolder,
        port: await freePort(),
        env: {
          ...environment,
          MAKERIGHT_DEMO: '0',
          // A URL with a name has a host; the folder of the socket in the query comes before it.
          DATABASE_URL: connectionString.replace('@/', '@localhost/'),
          SIP_TRUNK: trunk,
          SIP_LISTEN: `127.0.0.1:${sipPort}`,
          SIP_CALLER_ID: '+12025550100',
        },
        logFile: join(folder, `program-${++started}.log`),
      })
      running.add(program)
      void program.exited.then(() => {
        running.delete(program)
        programs.delete(program)
      })
      await program.ready()
      programs.add(program)
      return program
    },
    async take(agent) {
      for (;;) {
        const { offered } = await agent.call('GET /queue')
        const [offer] = offered
        if (!offer) {
          await new Promise((resolve) => setTimeout(resolve, 20))
          continue
        }
        await agent.call(`POST /contacts/${offer.id}/acceptance`, {})
        const conversationId = offer.conversationId
        for (;;) {
          const { data } = await agent.call(`GET /conversations/${conversationId}/calls`)
          const running = data[0].calls.find(({ state }: { state: string }) => state !== 'ended')
          if (running) return { conversationId, callId: running.id }
        }
      }
    },
    hurry: (requestId) => run((work) => work.setTimer(timeHasComeToken, work.now, { requestId }, { key: requestId })),
    async written(id) {
      const { rows } = await sql<{
        state: string
        tries: number
      }>`select state, tries from call_request where id = ${id}`.execute(app.db)
      return rows[0]
    },
    async close() {
      await Promise.all([...running].map((program) => program.stop()))
      await app.close()
    },
  }
}

async function watch(url: string, headers: Record<string, string>, topic: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/live`, { headers })
  const unheard: { name?: string; data: Record<string, string> }[] = []
  let wake = () => {}
  socket.on('message', (text) => {
    unheard.push(JSON.parse(String(text)))
    wake()
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.send(JSON.stringify({ type: 'watch', topic }))
  return {
    async heard(name: string) {
      for (;;) {
        const index = unheard.findIndex((each) => each.name === name)
        const [found] = index < 0 ? [] : unheard.splice(index, 1)
        if (found) return found
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    close: () => socket.close(),
  }
}
