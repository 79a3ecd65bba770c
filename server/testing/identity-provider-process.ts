// Run as a process of its own by `identity-provider.ts`: a certified OpenID provider on this machine, with people who need no password.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
// @ts-expect-error It comes without types.
import Provider from 'oidc-provider'
import type { ProviderPeople, ProviderSettings } from './identity-provider.ts'

const settings = JSON.parse(process.env.IDENTITY_PROVIDER ?? '{}') as ProviderSettings
let people: ProviderPeople = { who: '', accounts: {} }
process.on('message', (message: ProviderPeople) => {
  people = message
  process.send?.('told')
})

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        redirect_uris: settings.redirectUris,
        post_logout_redirect_uris: settings.signOutUris,
        ...(settings.backChannel ? { backchannel_logout_uri: settings.backChannel } : {}),
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [settings.key] },
    cookies: { keys: ['cookies of the test'] },
    claims: {
      openid: ['sub', 'acr', 'amr', 'sid'],
      email: ['email', 'email_verified'],
      profile: ['name'],
      groups: ['groups'],
    },
    acrValues: ['two'],
    pkce: { required: () => true },
    // It would not speak to this machine by itself, as we would not.
    fetch: (url: string, { dispatcher: _guarded, ...request }: RequestInit & { dispatcher?: unknown }) =>
      fetch(url, request),
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...people.accounts[id] }) }),
    async loadExistingGrant({ oidc }: { oidc: { client: { clientId: string }; session: { accountId: string } } }) {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    const result = people.who ? { login: { accountId: people.who } } : { error: 'access_denied' }
    provider.interactionFinished(request, response, result)
  })
  process.send?.(issuer)
})
