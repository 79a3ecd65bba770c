import { fork } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { type JWTPayload, SignJWT } from 'jose'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { openIdProviders } from '../adapters/sign-in/open-id.ts'

export interface ProviderSettings {
  clientId: string
  clientSecret: string
  redirectUris: string[]
  signOutUris: string[]
  backChannel?: string
  key: object
}

export interface ProviderPeople {
  /** Who sits before the browser, as the provider's subject; nobody refuses. */
  who: string
  /** What it says of each. */
  accounts: Record<string, Record<string, unknown>>
}

/** A real OpenID provider (oidc-provider) as a process on this machine. */
export interface IdentityProvider {
  readonly issuer: string
  readonly client: { clientId: string; clientSecret: string }
  /** The program's own way to it. */
  readonly port: ReturnType<typeof openIdProviders>
  /** The same as the program has it outside of tests: nothing inside our own network is asked. */
  readonly portOutside: ReturnType<typeof openIdProviders>
  /** Somebody between it and us, who changes the tokens that it gives out. */
  between: ((tokens: { id_token: string }) => Promise<object>) | undefined
  tell(people: ProviderPeople): Promise<void>
  /** Goes there as a browser does; answers the address to which it is sent back. */
  visit(url: string, jar?: Map<string, string>): Promise<URL>
  /** Signs out there: the address is one that the program gave, the jar the browser's. */
  signOut(url: string, jar: Map<string, string>): Promise<void>
  /** Signs with the provider's own key, whatever is said. */
  sign(claims: Record<string, unknown>): Promise<string>
  close(): Promise<void>
}

const alg = 'ES256'

/** @param publicUrl of the program that signs in there; @param backChannel where it hears of people who signed out */
export async function startIdentityProvider(publicUrl: string, backChannel?: string): Promise<IdentityProvider> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const client = { clientId: 'makeright', clientSecret: 'a secret of the test & its signs' }
  const settings: ProviderSettings = {
    ...client,
    redirectUris: [`${publicUrl}/api/v1/store-sign-ins/return`, `${publicUrl}/api/v1/staff/single-sign-on/return`],
    signOutUris: [`${publicUrl}/sign-in`],
    ...(backChannel ? { backChannel } : {}),
    key: { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: 'provider' },
  }
  const child = fork(join(import.meta.dirname, 'identity-provider-process.ts'), {
    env: { ...process.env, IDENTITY_PROVIDER: JSON.stringify(settings), NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', process.env.TEST_LOG_LEVEL ? 'inherit' : 'ignore', 'ipc'],
  })
  const [issuer] = (await once(child, 'message')) as [string]
  const [guarded, outside] = [createGuardedFetch({ allowOrigins: [issuer] }), createGuardedFetch()]
  const fetch: typeof guarded = Object.assign(
    async (...[url, request]: Parameters<typeof guarded>) => {
      const answer = await guarded(url, request)
      if (!provider.between || !url.endsWith('/token') || answer.status !== 200) return answer
      const tokens = await provider.between(JSON.parse(answer.body.toString()) as { id_token: string })
      return { ...answer, body: Buffer.from(JSON.stringify(tokens)) }
    },
    { close: () => guarded.close() },
  )
  const provider: IdentityProvider = {
    issuer,
    client,
    port: openIdProviders({ fetch, allowPlain: [issuer] }),
    portOutside: openIdProviders({ fetch: outside, allowPlain: [issuer] }),
    between: undefined,
    async tell(people) {
      child.send(people)
      await once(child, 'message')
    },
    visit: (url, jar = new Map()) => visit(url, publicUrl, jar),
    signOut: (url, jar) => signOut(url, jar),
    sign: (claims) => new SignJWT(claims as JWTPayload).setProtectedHeader({ alg, kid: 'provider' }).sign(privateKey),
    async close() {
      await Promise.all([guarded.close(), outside.close()])
      child.kill()
      await once(child, 'exit')
    },
  }
  return provider
}

async function visit(from: string, publicUrl: string, jar: Map<string, string>): Promise<URL> {
  let url = new URL(from)
  for (let steps = 0; steps < 10 && !url.href.startsWith(publicUrl); steps++) {
    const answer = await ask(url, jar)
    const location = answer.headers.get('location')
    if (!location) throw new Error(`${url.href} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`)
    url = new URL(location, url)
  }
  return url
}

async function signOut(url: string, jar: Map<string, string>): Promise<void> {
  const page = await (await ask(url, jar)).text()
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const body = new URLSearchParams({ xsrf, logout: 'yes' })
  const answer = await ask(new URL('/session/end/confirm', url), jar, { method: 'POST', body })
  if (answer.status !== 303) throw new Error(`Signing out was answered ${answer.status}: ${page.slice(0, 500)}`)
}

async function ask(url: URL | string, jar: Map<string, string>, more: RequestInit = {}): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...more })
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    jar.set(name, value)
  }
  return answer
}
