import { afterAll, expect, test } from 'vitest'
import { createGuardedFetch } from '../guarded-fetch.ts'
import { providerSignIn } from './provider-sign-in.ts'

const fetch = createGuardedFetch()
afterAll(() => fetch.close())
const client = { id: 'id', secret: 'secret' }

test('goes to Google and Microsoft for whoever has accounts there', () => {
  const clients = { google: client, microsoft: { ...client, tenant: 'shop.test' } }
  const port = providerSignIn({ clients, fetch })
  const wish = { returnTo: 'https://help.shop.test/', state: 's', challenge: 'c', account: 'support@shop.test' }
  const urlOf = (provider: 'google' | 'microsoft') => new URL(port.signInUrl(provider, wish))
  expect(urlOf('google').href).toMatch(/^https:\/\/accounts\.google\.com\/o\/oauth2\/v2\/auth\?/)
  expect(urlOf('microsoft').href).toMatch(
    /^https:\/\/login\.microsoftonline\.com\/shop\.test\/oauth2\/v2\.0\/authorize\?/,
  )
  expect(Object.fromEntries(urlOf('microsoft').searchParams)).toMatchObject({
    scope: 'offline_access https://outlook.office.com/IMAP.AccessAsUser.All',
    login_hint: 'support@shop.test',
    code_challenge: 'c',
  })
  expect(port.isSetUp('google')).toBe(true)
  expect(providerSignIn({ clients: {}, fetch }).isSetUp('google')).toBe(false)
})

test('addresses inside of our own network are not asked', async () => {
  const endpoints = { google: { authorize: '', token: 'http://127.0.0.1:9/token' } }
  const port = providerSignIn({ clients: { google: client }, fetch, endpoints })
  await expect(port.refresh('google', 'x')).rejects.toMatchObject({ code: 'url_not_allowed' })
})
