import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { providerSignIn } from '../adapters/mailboxes/provider-sign-in.ts'

/** A provider of accounts that speaks OAuth 2.0 as Google and Microsoft do, on this machine, with somebody who allows everything. */
export interface AccountProviderServer {
  readonly url: string
  /** The program's own way to it: it stands for Google. */
  readonly port: ReturnType<typeof providerSignIn>
  /** What it was asked for at its token endpoint, by kind of grant. */
  readonly grants: string[]
  /** Seconds for which access tokens are good. */
  lasting: number
  /** Each refresh gives another refresh token, and the one before is used up. */
  rotates: boolean
  /** Answers with this status instead, as one that is away does. */
  failing: number | undefined
  /** The account's owner takes back what they allowed. */
  revoke(): void
  close(): Promise<void>
}

interface Grant {
  account: string
  challenge: string
  returnTo: string
}

export async function startAccountProvider(account: string): Promise<AccountProviderServer> {
  const codes = new Map<string, Grant>()
  const refreshTokens = new Set<string>()
  const accessTokens = new Map<string, number>()
  const client = { id: 'makeright-test', secret: randomBytes(12).toString('hex') }
  const grants: string[] = []

  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    const returnTo = query.get('redirect_uri') ?? ''
    const isRight =
      query.get('client_id') === client.id &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256' &&
      query.get('login_hint') === account &&
      Boolean(query.get('scope'))
    if (!isRight) return json(response, 400, { error: 'invalid_request' })
    const code = randomBytes(16).toString('base64url')
    codes.set(code, { account, challenge: query.get('code_challenge') ?? '', returnTo })
    const back = new URL(returnTo)
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '', scope: 'mail' }).toString()
    response.writeHead(302, { location: back.href }).end()
  }

  const tokens = (withRefresh: boolean) => {
    const [accessToken, refreshToken] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')]
    accessTokens.set(accessToken, Date.now() + server.lasting * 1000)
    if (withRefresh) refreshTokens.add(refreshToken)
    return {
      access_token: accessToken,
      expires_in: server.lasting,
      token_type: 'Bearer',
      ...(withRefresh ? { refresh_token: refreshToken } : {}),
    }
  }

  const token = (fields: URLSearchParams, response: ServerResponse) => {
    const kind = fields.get('grant_type') ?? ''
    grants.push(kind)
    if (server.failing) return json(response, server.failing, { error: 'temporarily_unavailable' })
    if (fields.get('client_id') !== client.id || fields.get('client_secret') !== client.secret)
      return json(response, 401, { error: 'invalid_client' })
    if (kind === 'authorization_code') {
      const code = fields.get('code') ?? ''
      const grant = codes.get(code)
      codes.delete(code)
      const challenge = createHash('sha256')
        .update(fields.get('code_verifier') ?? '')
        .digest('base64url')
      if (grant?.challenge !== challenge || grant.returnTo !== fields.get('redirect_uri'))
        return json(response, 400, { error: 'invalid_grant' })
      return json(response, 200, tokens(true))
    }
    const given = fields.get('refresh_token') ?? ''
    if (kind !== 'refresh_token' || !refreshTokens.has(given)) return json(response, 400, { error: 'invalid_grant' })
    if (server.rotates) refreshTokens.delete(given)
    json(response, 200, tokens(server.rotates))
  }

  const tokenInfo = (query: URLSearchParams, response: ServerResponse) => {
    const endsAt = accessTokens.get(query.get('access_token') ?? '') ?? 0
    if (endsAt > Date.now()) json(response, 200, { email: account, expires_in: 60 })
    else json(response, 400, { error: 'invalid_token' })
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/authorize') return authorize(searchParams, response)
    if (pathname === '/token') return token(new URLSearchParams(await text(request)), response)
    if (pathname === '/tokeninfo') return tokenInfo(searchParams, response)
    response.writeHead(404).end()
  }

  const http = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const fetch = createGuardedFetch({ allowOrigins: [url] })
  const endpoints = { google: { authorize: `${url}/authorize`, token: `${url}/token` } }
  const server: AccountProviderServer = {
    url,
    port: providerSignIn({ clients: { google: client }, fetch, endpoints }),
    grants,
    lasting: 3_600,
    rotates: false,
    failing: undefined,
    revoke() {
      refreshTokens.clear()
      accessTokens.clear()
    },
    async close() {
      await fetch.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return server
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
