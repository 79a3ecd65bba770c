import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createApiKey, isUsableApiKey, type NewApiKey } from '#modules/connections'
import { findCustomer } from '#modules/customers'
import { findMemberByEmail, findSeller } from '#modules/sellers'
import { findStaffByEmail } from '#modules/staff'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { hashPassword, storePassword } from '#platform/auth/passwords'
import { defaultSource } from '#platform/reference'
import { isConnectionLoss } from '#platform/database/is-connection-loss'
import { transact, type Work } from '#platform/work'
import { world } from '../testing/world.ts'

/** What `demo-credentials.json` holds. */
export interface DemoCredentials {
  baseUrl: string
  apiKeys: Record<'admin' | 'import' | 'shopper' | 'agent' | 'seller', string>
  signIns: { role: string; name: string; email: string; password: string }[]
}

const seed = system('demonstration')

/** Where the demonstration store's keys and passwords are, readable by whoever started it and nobody else. */
export function demoCredentialsFile(app: App): string {
  return join(app.config.dataFolder, 'demo-credentials.json')
}

/** Makes sure that the file is there and that what it says works; otherwise makes new keys and passwords. */
export async function ensureDemoCredentials(app: App, baseUrl: string): Promise<DemoCredentials> {
  const known = await readKnown(app)
  const credentials = known ? { ...known, baseUrl } : await makeCredentials(app, baseUrl)
  const file = demoCredentialsFile(app)
  await mkdir(app.config.dataFolder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 })
  await chmod(draft, 0o600)
  await rename(draft, file)
  return credentials
}

async function readKnown(app: App): Promise<DemoCredentials | undefined> {
  const known = await readFile(demoCredentialsFile(app), 'utf8').then(parse, () => undefined)
  if (!known) return undefined
  const keys = Object.values(known.apiKeys)
  const usable = await areUsable(app, keys)
  return keys.length === 5 && usable.every(Boolean) ? known : undefined
}

/** A database that is away for a moment says nothing about the keys: new ones would end what others send again under the old. */
async function areUsable(app: App, keys: readonly string[]): Promise<boolean[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await transact(app, seed, async (work) => {
        const found: boolean[] = []
        for (const key of keys) found.push(await isUsableApiKey(work, key))
        return found
      })
    } catch (error) {
      if (tries >= 5 || !isConnectionLoss(error)) throw error
    }
  }
}

function parse(text: string): DemoCredentials | undefined {
  try {
    const known = JSON.parse(text) as DemoCredentials
    return typeof known.apiKeys === 'object' ? known : undefined
  } catch {
    return undefined
  }
}

async function makeCredentials(app: App, baseUrl: string): Promise<DemoCredentials> {
  const { staff, sellerPeople, shoppers } = world(app.clock.now())
  const password = `larkspur-${randomBytes(9).toString('base64url')}`
  const hash = await hashPassword(password)
  return transact(app, seed, async (work) => {
    const signIns: DemoCredentials['signIns'] = []
    for (const { name, email, role } of staff) {
      await storePassword(work, 'staff', await staffId(work, email), hash)
      signIns.push({ role, name, email, password })
    }
    for (const { name, email } of sellerPeople) {
      const member = await findMemberByEmail(work, email)
      if (!member) continue
      await storePassword(work, 'seller', member.id, hash)
      signIns.push({ role: 'seller', name, email, password })
    }
    for (const { reference, name, email } of shoppers) {
      await storePassword(work, 'shopper', (await findCustomer(work, `ref:${defaultSource}:${reference}`)).id, hash)
      signIns.push({ role: 'shopper', name, email, password })
    }
    return { baseUrl, apiKeys: await makeKeys(work, staff), signIns }
  })
}

async function makeKeys(work: Work, staff: { email: string; role: string }[]): Promise<DemoCredentials['apiKeys']> {
  const agent = staff.find((person) => person.role === 'senior')
  const make = async (name: string, key: Omit<NewApiKey, 'name'>) =>
    (await createApiKey(work, { name: `Demonstration: ${name}`, ...key })).key
  return {
    admin: await make('administrator', { scopes: ['admin'] }),
    import: await make('import', { scopes: ['import'] }),
    shopper: await make('shopper', { scopes: ['act:shopper'] }),
    agent: await make('agent', {
      scopes: ['act:staff'],
      actsAs: { kind: 'staff', id: await staffId(work, agent?.email ?? '') },
    }),
    seller: await make('seller', {
      scopes: ['act:seller'],
      actsAs: { kind: 'seller', id: (await findSeller(work, `ref:${defaultSource}:northwind`)).id },
    }),
  }
}

async function staffId(work: Work, email: string): Promise<string> {
  const person = await findStaffByEmail(work, email)
  if (!person) throw new Error(`Nobody with the address ${email} works in the demonstration store.`)
  return person.id
}
