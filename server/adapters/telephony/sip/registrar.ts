import { createHmac, randomBytes } from 'node:crypto'
import { networkOf } from '#platform/auth/network-of'
import { limits } from '../../../limits.ts'
import { isSameProof } from '#platform/auth/is-same-proof'
import type { Timers } from '../timers.ts'
import { parseNameAddress, parseUri } from './address.ts'
import { type Algorithm, credentialsOf, isProof } from './digest.ts'
import { cseqOf, headerOf, headersOf, needHeader, type SipHeaders, type SipRequest } from './message.ts'
import { respondTo, type ServerTransaction } from './transactions.ts'
import { type Destination, destinationKey } from './transport.ts'

export interface RegistrarSettings {
  timers: Timers
  realm: string
  /** The hashes of an account's password (`secretHash`); undefined when there is no such account. */
  findAccount(account: string): Promise<Record<Algorithm, string> | undefined>
  /**
   * What phones may prove their password with, the preferred one first; MD5 when absent, because baresip 1.0 and older desk phones
   * give up at the sight of anything else, also beside MD5. Over TLS that is safe enough.
   */
  algorithms?: readonly Algorithm[]
  secret?: Buffer
  /** Phones that signed in with an earlier process of ours. */
  known?: readonly Registration[]
  /** Hears of all phones that are signed in whenever that changes, without those that can be reached only by a connection of theirs. */
  keep?(phones: readonly Registration[]): void
}

export interface Registration {
  account: string
  /** What the phone wants to be addressed as. */
  contact: string
  /** Where it signed in from: the only place that we send its calls to. */
  flow: Destination
  expiresAt: number
  callId: string
  seq: number
}

/** Where agents' desk phones sign in (RFC 3261, section 10). */
export interface Registrar {
  receive(transaction: ServerTransaction): Promise<void>
  /** The phone that signed in last under a name. */
  find(account: string): Registration | undefined
  /** Whether something comes from a phone that is signed in. */
  knows(from: Destination): boolean
  /** A phone whose connection is gone cannot be called. */
  forget(from: Destination): void
  accounts(): string[]
}

export function createRegistrar(settings: RegistrarSettings): Registrar {
  const { timers, realm, algorithms = ['MD5'] } = settings
  const nonces = createNonces(timers, settings.secret ?? randomBytes(32))
  const mistakes = createMistakes(timers)
  const phones = new Map(Map.groupBy(settings.known ?? [], ({ account }) => account))

  const present = (account: string) => (phones.get(account) ?? []).filter(({ expiresAt }) => expiresAt > timers.now())
  const all = () => [...phones.keys()].flatMap(present)

  const challenge = (transaction: ServerTransaction, isStale: boolean) => {
    const nonce = nonces.make()
    const stale = isStale ? ', stale=true' : ''
    const offer = (algorithm: Algorithm): [string, string] => [
      'WWW-Authenticate',
      `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale}`,
    ]
    transaction.respond(respondTo(transaction.request, 401, { headers: algorithms.map(offer) }))
  }

  /** The account that a request proves to be of; answered already when there is none. */
  const authenticate = async (transaction: ServerTransaction): Promise<string | undefined> => {
    const { request, from } = transaction
    const account = parseUri(parseNameAddress(needHeader(request, 'To')).uri)?.user ?? ''
    if (mistakes.isLocked(account, from.address)) transaction.respond(respondTo(request, 403))
    else {
      const found = await examine(request, account, from.address)
      if (found === 'proven') return account
      challenge(transaction, found === 'stale')
    }
    return undefined
  }

  const examine = async (request: SipRequest, account: string, address: string) => {
    const credentials = credentialsOf(request)
    if (!credentials) return 'unsigned'
    const nonce = credentials.get('nonce') ?? ''
    if (!nonces.isOurs(nonce)) return 'stale'
    const hashes = await settings.findAccount(account)
    const isNamed = credentials.get('username') === account && credentials.get('realm') === realm
    const isProven = isProof(credentials, request.method, hashes ?? nobody, algorithms)
    if (!hashes || !isNamed || credentials.get('uri') !== request.uri || !isProven) {
      mistakes.note(account, address)
      return 'wrong'
    }
    if (!nonces.use(nonce, credentials.get('nc') ?? '')) return 'stale'
    mistakes.forgive(account, address)
    return 'proven'
  }

  return {
    async receive(transaction) {
      const account = await authenticate(transaction)
      if (account === undefined) return
      const { request, from } = transaction
      const wanted = headersOf(request, 'Contact')
      const seconds = Math.max(0, ...wanted.map((contact) => expiresOf(contact, request)))
      if (seconds > 0 && seconds < limits.telephony.registrationMinSeconds) {
        const headers: SipHeaders = [['Min-Expires', String(limits.telephony.registrationMinSeconds)]]
        return transaction.respond(respondTo(request, 423, { headers }))
      }
      const before = present(account)
      const after = update(before, { account, request, from, wanted, now: timers.now() })
      if (!after) return transaction.respond(respondTo(request, 400))
      if (after.length > 0) phones.set(account, after)
      else phones.delete(account)
      settings.keep?.(all().filter(({ flow }) => flow.transport === 'udp'))
      const headers = after.map(({ contact, expiresAt }): [string, string] => [
        'Contact',
        `<${contact}>;expires=${Math.round((expiresAt - timers.now()) / 1000)}`,
      ])
      transaction.respond(respondTo(request, 200, { headers }))
    },
    find: (account) => present(account).at(-1),
    knows: (from) => all().some(({ flow }) => destinationKey(flow) === destinationKey(from)),
    forget(from) {
      for (const [account, registrations] of phones) {
        const kept = registrations.filter(({ flow }) => destinationKey(flow) !== destinationKey(from))
        if (kept.length > 0) phones.set(account, kept)
        else phones.delete(account)
      }
    },
    accounts: () => [...new Set(all().map(({ account }) => account))].sort(),
  }
}

interface Asked {
  account: string
  request: SipRequest
  from: Destination
  wanted: string[]
  now: number
}

/** The registrations after a REGISTER; undefined when it is not one. The last signed in stands last. */
function update(before: Registration[], { account, request, from, wanted, now }: Asked): Registration[] | undefined {
  if (wanted.includes('*')) return wanted.length === 1 && headerOf(request, 'Expires') === '0' ? [] : undefined
  const callId = needHeader(request, 'Call-ID')
  const seq = cseqOf(request).number
  return wanted.reduce<Registration[] | undefined>((registrations, value) => {
    const contact = parseNameAddress(value).uri
    if (!registrations || !parseUri(contact)) return undefined
    const seconds = Math.min(expiresOf(value, request), limits.telephony.registrationMaxSeconds)
    const known = registrations.find((other) => other.contact === contact)
    // One that was overtaken by a later one of the same phone says nothing new.
    if (known && known.callId === callId && known.seq >= seq) return registrations
    const others = registrations.filter((other) => other !== known)
    if (seconds === 0) return others
    const registration = { account, contact, flow: from, expiresAt: now + seconds * 1000, callId, seq }
    return [...others, registration].slice(-limits.telephony.phonesOfAccount)
  }, before)
}

function expiresOf(contact: string, request: SipRequest): number {
  const own = contact === '*' ? undefined : parseNameAddress(contact).params.get('expires')
  const written = own ?? headerOf(request, 'Expires')
  return written !== undefined && /^\d{1,9}$/.test(written) ? Number(written) : limits.telephony.registrationMaxSeconds
}

const nobody: Record<Algorithm, string> = { MD5: '0'.repeat(32), 'SHA-256': '0'.repeat(64) }

/** Nonces that prove themselves and their age, each of which counts its uses (RFC 7616, section 3.3). */
function createNonces(timers: Timers, secret: Buffer) {
  const lifeMs = limits.telephony.nonceSeconds * 1000
  const used = new Map<string, number>()
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 32)
  const bornAt = (nonce: string) => Number.parseInt(nonce.split('.')[0] ?? '', 16)
  return {
    make() {
      const text = `${timers.now().toString(16)}.${randomBytes(6).toString('hex')}`
      return `${text}.${sign(text)}`
    },
    isOurs(nonce: string) {
      const cut = nonce.lastIndexOf('.')
      return isSameProof(sign(nonce.slice(0, cut)), nonce.slice(cut + 1)) && timers.now() - bornAt(nonce) <= lifeMs
    },
    /** False when this count of the nonce was used before. */
    use(nonce: string, nc: string) {
      const count = /^[0-9a-f]{8}$/i.test(nc) ? Number.parseInt(nc, 16) : 0
      if (count <= (used.get(nonce) ?? 0)) return false
      for (const old of used.keys()) {
        if (used.size < limits.telephony.nonces && timers.now() - bornAt(old) <= lifeMs) break
        used.delete(old)
      }
      used.set(nonce, count)
      return true
    },
  }
}

/** Wrong passwords, by account and address and by address alone; both are locked for a while after too many. */
function createMistakes(timers: Timers) {
  const { passwordTries, addressTries, lockSeconds, watchedAddresses } = limits.telephony
  const counts = new Map<string, { times: number; until: number }>()
  const keys = (account: string, address: string) =>
    [
      [`${networkOf(address)} ${account}`, passwordTries],
      [networkOf(address), addressTries],
    ] as const
  const current = (key: string) => {
    const found = counts.get(key)
    return found && found.until > timers.now() ? found.times : 0
  }
  return {
    isLocked: (account: string, address: string) =>
      keys(account, address).some(([key, tries]) => current(key) >= tries),
    note(account: string, address: string) {
      for (const [key] of keys(account, address)) {
        const times = current(key) + 1
        counts.delete(key)
        counts.set(key, { times, until: timers.now() + lockSeconds * 1000 })
      }
      for (const oldest of counts.keys()) {
        if (counts.size <= watchedAddresses) break
        counts.delete(oldest)
      }
    },
    forgive: (account: string, address: string) => void counts.delete(`${networkOf(address)} ${account}`),
  }
}
