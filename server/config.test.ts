import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readConfig } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'makeright-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('has a default for everything, and a secret of its own that stays', () => {
  const config = readConfig({ MAKERIGHT_DATA: folder }, [])
  expect(config).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    demo: undefined,
    logLevel: 'info',
    publicUrl: 'http://localhost:3000',
    trustedProxies: [],
  })
  expect([...config.roles]).toEqual(['http', 'live', 'worker'])
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
  expect(readConfig({ MAKERIGHT_DATA: folder }, []).secretFor('links')).toBe(config.secretFor('links'))
  expect(config.secretFor('links')).not.toBe(config.secretFor('sessions'))
  expect(config.secretFor('links')).not.toContain(readFileSync(join(folder, 'secret'), 'utf8').trim())
})

it('names every setting that makes no sense', () => {
  const wrong = {
    PORT: 'eighty',
    DATABASE_URL: 'mysql://x',
    MAKERIGHT_DEMO: 'maybe',
    MAKERIGHT_DEMO_NOW: 'soon',
    LOG_LEVEL: 'loud',
    MAKERIGHT_TRUSTED_PROXY: 'proxy',
    MAKERIGHT_DATA: folder,
  }
  expect(() => readConfig(wrong, ['--roles=http,cook'])).toThrow(
    /PORT: should be a number[\s\S]*DATABASE_URL: should look like postgres:[\s\S]*MAKERIGHT_DEMO: should be 1 or 0[\s\S]*MAKERIGHT_DEMO_NOW: should be a time[\s\S]*MAKERIGHT_TRUSTED_PROXY: should be addresses[\s\S]*LOG_LEVEL: should be one of[\s\S]*--roles: should list/,
  )
})

it('takes empty variables as absent', () => {
  expect(
    readConfig({ MAKERIGHT_DATA: folder, DATABASE_URL: '', MAKERIGHT_DEMO: '0' }, ['--roles=worker']),
  ).toMatchObject({ databaseUrl: undefined, demo: false, roles: new Set(['worker']) })
})

it('starts with a payment connection only when it is whole', () => {
  const said = (set: Record<string, string>) => {
    try {
      readConfig({ MAKERIGHT_DATA: folder, ...set }, [])
      return ''
    } catch (error) {
      return String(error)
    }
  }
  const key = { STRIPE_SECRET_KEY: 'sk_test_1' }
  expect(said({ MAKERIGHT_PAYMENTS: 'paypal' })).toContain('should be stripe or storefront')
  expect(said({ MAKERIGHT_PAYMENTS: 'stripe' })).toMatch(
    /STRIPE_SECRET_KEY: is needed.*\n.*STRIPE_WEBHOOK_SECRETS: is needed/,
  )
  expect(said({ MAKERIGHT_PAYMENTS: 'stripe', ...key })).toContain('STRIPE_WEBHOOK_SECRETS')
  expect(
    said({ MAKERIGHT_PAYMENTS: 'stripe', STRIPE_SECRET_KEY: 'pk_test_1', STRIPE_WEBHOOK_SECRETS: 'whsec_1' }),
  ).toContain('never a publishable one')
  expect(said({ MAKERIGHT_PAYMENTS: 'stripe', ...key, STRIPE_WEBHOOK_SECRETS: 'secret' })).toContain('whsec_')
  expect(said(key)).toContain('set MAKERIGHT_PAYMENTS=stripe')
  expect(said({ MAKERIGHT_PAYMENTS: 'pay', STRIPE_SECRET_KEY: 'sk_live_secret' })).not.toContain('sk_live_secret')
  const whole = { MAKERIGHT_PAYMENTS: 'stripe', ...key, STRIPE_WEBHOOK_SECRETS: 'whsec_1, whsec_2' }
  expect(readConfig({ MAKERIGHT_DATA: folder, ...whole }, []).payments).toEqual({
    through: 'stripe',
    secretKey: 'sk_test_1',
    webhookSecrets: ['whsec_1', 'whsec_2'],
    baseUrl: undefined,
  })
  expect(readConfig({ MAKERIGHT_DATA: folder, MAKERIGHT_PAYMENTS: 'storefront' }, []).payments).toEqual({
    through: 'storefront',
  })
})

it('has servers for browser calls that need no secret, or have one', () => {
  const read = (TURN_SERVERS: string) => readConfig({ MAKERIGHT_DATA: folder, TURN_SERVERS }, []).turnServers
  const both = 'stun:stun.example.com:3478, turn:secret@turn.example.com:3478?transport=udp'
  expect(read(both)).toBe(both)
  for (const wrong of ['turn:turn.example.com', 'https://turn.example.com', 'stun:stun.example.com,'])
    expect(() => read(wrong), wrong).toThrow('TURN_SERVERS: should')
})

it('has a telephone line only when it is whole', () => {
  const said = (set: Record<string, string>) => {
    try {
      return readConfig({ MAKERIGHT_DATA: folder, ...set }, []).telephone
    } catch (error) {
      return String(error)
    }
  }
  const whole = { SIP_TRUNK: 'sip:shop:x@trunk.example.com', SIP_LISTEN: '192.0.2.10:5060' }
  expect(said({})).toBeUndefined()
  expect(said(whole)).toMatchObject({ trunk: whole.SIP_TRUNK, listen: whole.SIP_LISTEN })
  expect(said({ SIP_TRUNK: whole.SIP_TRUNK })).toContain('SIP_LISTEN: is needed')
  const place = (media: Record<string, string>) => said({ ...whole, ...media })
  expect(place({})).toMatchObject({
    media: { bind: '192.0.2.10', announced: '192.0.2.10', ports: { from: 20_000, to: 20_199 } },
  })
  expect(place({ SIP_PUBLIC_ADDRESS: '198.51.100.1' })).toMatchObject({ media: { announced: '198.51.100.1' } })
  expect(place({ SIP_MEDIA: '[2001:db8::5]:30000-30099' })).toMatchObject({
    media: { bind: '192.0.2.10', announced: '2001:db8::5', ports: { from: 30_000, to: 30_099 } },
  })
  for (const wrong of ['198.51.100.1:30000', '198.51.100.1:30000-30004', '198.51.100.1:30099-30000', 'x:1-2'])
    expect(place({ SIP_MEDIA: wrong }), wrong).toContain('SIP_MEDIA: should')
  expect(said({ SIP_LISTEN: whole.SIP_LISTEN })).toContain('SIP_TRUNK: is needed')
  expect(said({ SIP_TRUNK: 'trunk', SIP_LISTEN: 'here', SIP_PUBLIC_ADDRESS: 'x', SIP_CALLER_ID: '0800' })).toMatch(
    /SIP_TRUNK: should[\s\S]*SIP_LISTEN: should[\s\S]*SIP_PUBLIC_ADDRESS: should[\s\S]*SIP_CALLER_ID: should/,
  )
})
