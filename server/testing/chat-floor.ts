import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileOutbox } from '../adapters/email/file-outbox.ts'
import { ensureCustomers } from '#modules/customers'
import { openConversation, resolveConversation } from '#modules/conversations'
import { emailPort } from '#modules/mail'
import { activatePolicyVersion, DEFAULT_RULESET, writePolicyVersion } from '#modules/policy'
import { addStaff } from '#modules/staff'
import type { Actor, StaffRole } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { sql } from 'kysely'
import { runJobs, testApp, type TestApp, type TestAppOptions } from './app.ts'
import { openDesk, type SmallDesk } from './small-desk.ts'

/** A contact as the tables have it, for whoever looks at all of them. */
export interface FloorContact {
  id: string
  conversation_id: string
  channel: string
  queue_id: string
  state: string
  staff_id: string | null
  returned_from: string | null
  waiting_from: Date
  first_accepted_at: Date | null
  passed_by: string[]
}

/** The small desk with people who answer chats and shoppers who begin them. */
export interface ChatFloor extends SmallDesk {
  /** More people, by id. */
  hire(count: number, role?: StaffRole): Promise<string[]>
  agent(staffId: string, role?: StaffRole): Actor
  /** A chat of a shopper of its own; answers the conversation's id. Reactions have run. */
  chat(options?: { text?: string; intent?: string; channel?: 'chat' | 'web'; locale?: string }): Promise<string>
  /** The same without running what follows. */
  chatOnly(options?: { text?: string; intent?: string; channel?: 'chat' | 'web'; locale?: string }): Promise<string>
  resolve(conversationId: string, staffId: string): Promise<void>
  contacts(): Promise<FloorContact[]>
  contactOf(conversationId: string): Promise<FloorContact>
  /** Makes it so long since somebody was heard from. */
  silence(staffId: string, seconds: number): Promise<void>
  /** Sets policy keys of the store from now on. */
  policy(values: Record<string, unknown>): Promise<void>
  /** Another process on the same database. */
  secondProcess(): Promise<TestApp>
}

export async function openFloor(options: TestAppOptions = {}): Promise<ChatFloor> {
  const desk = await openDesk(options)
  const { app } = desk
  const mail = mkdtempSync(join(tmpdir(), 'makeright-floor-'))
  receiveMail(app, mail)
  let count = 0
  const chatOnly: ChatFloor['chatOnly'] = async ({ text = 'Hello?', ...rest } = {}) => {
    const reference = `shopper-${++count}`
    const [customerId = ''] = await desk.run((work) =>
      ensureCustomers(work, 'import', [{ reference, name: `Shopper ${count}`, email: `${reference}@one.test` }]),
    )
    const opened = await desk.run((work) => openConversation(work, { text, channel: 'chat', ...rest }), {
      kind: 'shopper',
      customerId,
    })
    return opened.conversation.id
  }
  const contacts = async () =>
    (
      await sql<FloorContact>`select * from contact where store_id = ${app.storeId} order by created_at, id`.execute(
        app.db,
      )
    ).rows
  return {
    ...desk,
    chatOnly,
    contacts,
    hire: async (wanted, role = 'associate') => {
      const ids: string[] = []
      for (let index = 0; index < wanted; index++) {
        const name = `Agent${++count} Floor`
        ids.push(await desk.run((work) => addStaff(work, { name, email: `agent${count}@shop.test`, role })))
      }
      return ids
    },
    agent: (staffId, role = 'associate') => ({ kind: 'staff', staffId, role }),
    async chat(given) {
      const id = await chatOnly(given)
      await runJobs(app)
      return id
    },
    resolve: (conversationId, staffId) =>
      transact(app, { kind: 'staff', staffId, role: 'associate' }, async (work) => {
        await resolveConversation(work, conversationId, { cause: 'other' })
      }),
    async contactOf(conversationId) {
      const found = (await contacts()).findLast((contact) => contact.conversation_id === conversationId)
      if (!found) throw new Error(`There is no contact of ${conversationId}.`)
      return found
    },
    async silence(staffId, seconds) {
      await sql`update presence set heartbeat_at = heartbeat_at - ${seconds} * interval '1 second' where staff_id = ${staffId}`.execute(
        app.db,
      )
    },
    async policy(values) {
      await desk.run(async (work) => {
        const { id } = await writePolicyVersion(work, { ruleset: { ...DEFAULT_RULESET, store: values } })
        await activatePolicyVersion(work, { id })
      }, desk.actor('ada'))
    },
    async secondProcess() {
      const second = await testApp({ sharing: app })
      receiveMail(second, mail)
      return second
    },
    async close() {
      await desk.close()
      rmSync(mail, { recursive: true, force: true })
    },
  }
}

function receiveMail(app: TestApp, folder: string): void {
  app.ports.set(emailPort, fileOutbox({ folder, now: () => app.clock.now() }))
}
