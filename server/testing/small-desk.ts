import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureCustomers } from '#modules/customers'
import { emailPort } from '#modules/mail'
import { addStaff, createTeam } from '#modules/staff'
import { createStore } from '#modules/stores'
import { system, type Actor, type StaffRole } from '#platform/auth/actor'
import { read, transact, type Reader, type Work } from '#platform/work'
import sharp from 'sharp'
import { fileOutbox } from '../adapters/email/file-outbox.ts'
import { testApp, type TestApp, type TestAppOptions } from './app.ts'
import { connectFiles } from './files.ts'
import { testServer, type TestClient, type TestServer } from './server.ts'

const people = {
  sam: ['Sam Reed', 'associate'],
  rita: ['Rita Moss', 'associate'],
  fred: ['Fred Quill', 'associate'],
  lee: ['Lee Grant', 'lead'],
  sue: ['Sue Park', 'supervisor'],
  ada: ['Ada Root', 'administrator'],
} as const satisfies Record<string, readonly [string, StaffRole]>

export type DeskPerson = keyof typeof people
export type DeskShopper = 'ava' | 'ben'

/**
 * A store with two shoppers, people who work there and two teams, behind a real server: Rita is in Returns, Fred in Fraud; the
 * others are in none.
 */
export interface SmallDesk {
  readonly app: TestApp
  readonly server: TestServer
  readonly customers: Record<DeskShopper, string>
  readonly staff: Record<DeskPerson, string>
  readonly teams: { returns: string; fraud: string }
  /** A client by name: `ava`, `sam`, `visitor:v1`, `key:conversations:read`. */
  as(who: string): TestClient
  actor(who: DeskPerson | DeskShopper): Actor
  run<T>(work: (work: Work) => Promise<T>, actor?: Actor): Promise<T>
  reader(actor?: Actor): Reader
  close(): Promise<void>
}

export async function openDesk(options: TestAppOptions = {}): Promise<SmallDesk> {
  const app = await testApp(options)
  const mail = mkdtempSync(join(tmpdir(), 'makeright-desk-mail-'))
  app.ports.set(emailPort, fileOutbox({ folder: mail, now: () => app.clock.now() }))
  const files = connectFiles(app)
  const run: SmallDesk['run'] = (work, actor = system('test')) => transact(app, actor, work)
  await run((work) =>
    createStore(work, {
      name: 'Shop',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@shop.test',
    }),
  )
  const [ava = '', ben = ''] = await run((work) =>
    ensureCustomers(work, 'import', [
      { reference: 'ava', name: 'Ava Stone', email: 'ava@one.test' },
      { reference: 'ben', name: 'Ben Hall', email: 'ben@two.test' },
    ]),
  )
  const staff = {} as Record<DeskPerson, string>
  for (const [name, [full, role]] of Object.entries(people) as [DeskPerson, (typeof people)[DeskPerson]][])
    staff[name] = await run((work) => addStaff(work, { name: full, email: `${name}@shop.test`, role }))
  const teams = {
    returns: (await run((work) => createTeam(work, { name: 'Returns', members: [staff.rita] }))).id,
    fraud: (await run((work) => createTeam(work, { name: 'Fraud', members: [staff.fred] }))).id,
  }
  const customers = { ava, ben }
  const actor = (who: string): Actor | undefined =>
    who in staff
      ? { kind: 'staff', staffId: staff[who as DeskPerson], role: people[who as DeskPerson][1] }
      : who in customers
        ? { kind: 'shopper', customerId: customers[who as DeskShopper] }
        : undefined
  const server = await testServer(app)
  return {
    app,
    server,
    customers,
    staff,
    teams,
    as: (who) => server.client(actor(who) ?? keyOf(who) ?? who),
    actor: (who) => actor(who) as Actor,
    run,
    reader: (as = system('test')) => read(app, as),
    async close() {
      await server.close()
      await app.close()
      await files.close()
      rmSync(mail, { recursive: true, force: true })
    },
  }
}

// Scopes hold colons themselves.
function keyOf(who: string): Actor | undefined {
  return who.startsWith('key:') ? { kind: 'key', keyId: 'key_test', scopes: who.slice(4).split(',') } : undefined
}

/** Uploads a small picture, a different one for each name; answers its id. */
export async function uploadPicture(client: TestClient, name: string): Promise<string> {
  const [r = 0, g = 0, b = 0] = Buffer.from(name.padEnd(3, '.').slice(0, 3))
  const background = { r, g, b }
  const picture = await sharp({ create: { width: 8, height: 8 + name.length, channels: 3, background } })
    .png()
    .toBuffer()
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(picture)], { type: 'image/png' }), name)
  const { status, body } = await client.send('POST', '/files', { body: form })
  if (status !== 201) throw new Error(`the upload of ${name} answered ${status}: ${JSON.stringify(body)}`)
  return body.id as string
}
