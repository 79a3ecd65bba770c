import type { Actor } from '#platform/auth/actor'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AccountProviderServer, startAccountProvider } from '#testing/account-provider'
import { type Dovecot, hasDovecot, mailboxesOf, startDovecot } from '#testing/dovecot'
import { plainMail } from '#testing/mail-floor'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { OutsideError } from '#platform/outside-error'
import { followMailbox } from '../follow-mailbox.ts'
import { mailboxPort, mailSignInPort } from '../ports.ts'

const account = 'support@shop.test'

describe.skipIf(!hasDovecot)('a mailbox that is signed in with its provider, on a real IMAP server', () => {
  let desk: SmallDesk
  let provider: AccountProviderServer
  let dovecot: Dovecot
  let id = ''

  beforeAll(async () => {
    provider = await startAccountProvider(account)
    ;[desk, dovecot] = await Promise.all([
      openDesk(),
      startDovecot({ tokenInfo: `${provider.url}/tokeninfo?access_token=` }),
    ])
    desk.app.ports.set(mailboxPort, mailboxesOf(dovecot))
    desk.app.ports.set(mailSignInPort, provider.port)
    const server = { host: '127.0.0.1', port: dovecot.port, security: 'none', account }
    id = (await ada().call('POST /mailboxes', { address: account, auth: 'google', server })).id
  })
  afterAll(async () => {
    await Promise.all([dovecot?.stop(), desk?.close()])
    await provider?.close()
  })
  beforeEach(() => {
    Object.assign(provider, { lasting: 3_600, rotates: false, failing: undefined })
    provider.grants.length = 0
  })

  const ada = () => desk.server.client({ ...desk.actor('ada'), sessionId: 'ses_ada' } as Actor)
  const mailbox = async () => (await ada().call('GET /mailboxes')).data[0]
  const begin = async () => new URL((await ada().call('POST /mailboxes/:id/sign-in', { id })).url)
  /** Goes to the provider as a browser does, where it is allowed, and answers where it sends back to. */
  const allow = async (url: URL) => {
    const back = new URL((await globalThis.fetch(url, { redirect: 'manual' })).headers.get('location') ?? '')
    expect(back.origin).toBe(desk.app.config.publicUrl)
    return back.pathname + back.search
  }
  const signIn = async (who = ada()) => await who.send('GET', await allow(await begin()))
  let sent = 0
  /** Puts a mail on the server and follows the mailbox until it was kept, or that is found impossible. */
  const receive = async () => {
    sent += 1
    await dovecot.deliver(Buffer.from(plainMail('Ava <ava@one.test>', `Mail ${sent}`)))
    const count = async () =>
      (await desk.app.pool.query<{ count: number }>('select count(*)::int as count from inbound_mail')).rows[0]?.count
    const before = (await count()) ?? 0
    const ending = new AbortController()
    const following = followMailbox(desk.app, id, ending.signal)
    const arrived = (async () => await expect.poll(count, { timeout: 20_000, interval: 20 }).toBeGreaterThan(before))()
    await Promise.race([arrived, following])
    ending.abort()
    await following.catch(() => undefined)
    await arrived
  }
  const failing = async () => {
    const ended = followMailbox(desk.app, id, new AbortController().signal).catch((error: unknown) => error)
    expect(await ended).toBeInstanceOf(OutsideError)
    return (await mailbox()).failure
  }

  test('waits for somebody to sign it in, who does so in the browser; then it is read', async () => {
    expect(await mailbox()).toMatchObject({ kind: 'imap', auth: 'google', signedIn: false })
    expect(await failing()).toBe('sign_in_needed')
    expect(provider.grants).toEqual([])
    const url = await begin()
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope: 'https://mail.google.com/',
      access_type: 'offline',
      code_challenge_method: 'S256',
      redirect_uri: 'http://store.test/api/v1/mailbox-sign-ins/return',
    })
    const page = await ada().send('GET', await allow(url), { headers: { 'accept-language': 'de' } })
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('<h1>Angemeldet</h1>')])
    expect(await mailbox()).toMatchObject({ signedIn: true, failure: null })
    await receive()
    await receive()
    // The first access token was good for both.
    expect(provider.grants).toEqual(['authorization_code'])
    const { rows } = await desk.app.pool.query('select * from mailbox')
    expect(JSON.stringify([rows, await mailbox()])).not.toMatch(/"[0-9a-f]{32}"/)
  })

  test('gets another access token before the one it has ends, also where the refresh token changes with it', async () => {
    Object.assign(provider, { lasting: 200, rotates: true })
    await signIn()
    for (let times = 0; times < 3; times++) await receive()
    expect(provider.grants).toEqual(['authorization_code', 'refresh_token', 'refresh_token', 'refresh_token'])
  })

  test('whose access token the server no longer takes gets another one with the next try', async () => {
    provider.lasting = 0
    await signIn()
    await desk.app.pool.query("update mailbox set access_token_ends_at = now() + interval '1 hour'")
    expect(await failing()).toBe('token_refused')
    provider.lasting = 3_600
    await receive()
  })

  test('whose owner took it back says that somebody has to sign in again, and asks the provider no more', async () => {
    provider.lasting = 0
    await signIn()
    provider.revoke()
    expect(await failing()).toBe('sign_in_needed')
    expect(await mailbox()).toMatchObject({ signedIn: false })
    const asked = provider.grants.length
    expect(await failing()).toBe('sign_in_needed')
    expect(provider.grants).toHaveLength(asked)
    provider.lasting = 3_600
    await signIn()
    await receive()
    expect(await mailbox()).toMatchObject({ signedIn: true, failure: null })
  })

  test('keeps what it has while its provider is away, or does not know this program', async () => {
    provider.lasting = 0
    await signIn()
    provider.failing = 503
    expect(await failing()).toBe('provider_away')
    provider.failing = 400
    expect(await failing()).toBe('client_refused')
    provider.failing = undefined
    provider.lasting = 3_600
    await receive()
  })

  test('is signed in by whoever began it, once, in time, and by nobody else', async () => {
    const way = await allow(await begin())
    for (const who of ['sue', 'ava', 'anonymous']) expect((await desk.as(who).send('GET', way)).status, who).toBe(422)
    const other = desk.server.client({ kind: 'staff', staffId: 'stf_other', role: 'administrator' })
    expect((await other.send('GET', way)).body).toContain('Please begin again')
    expect((await ada().send('GET', way)).status).toBe(200)
    expect((await ada().send('GET', way)).status).toBe(422)
    const forged = await allow(await begin())
    expect((await ada().send('GET', forged.replace(/state=[^&]+/, 'state=guessed'))).status).toBe(422)
    expect((await ada().send('GET', forged.replace(/code=[^&]+/, 'code=guessed'))).body).toContain('Not signed in yet')
    const late = await allow(await begin())
    await desk.app.pool.query("update mailbox_sign_in set ends_at = ends_at - interval '1 hour'")
    expect((await ada().send('GET', late)).status).toBe(422)
    const denied = (await begin()).searchParams.get('state')
    expect((await ada().send('GET', `/mailbox-sign-ins/return?error=access_denied&state=${denied}`)).body).toContain(
      'You did not allow it',
    )
    expect(await mailbox()).toMatchObject({ signedIn: true })
  })

  test('is signed in anew for another account; needs its provider set up, and no password', async () => {
    const { version, server } = await mailbox()
    const change = (more: object) =>
      ada().send('PUT', `/mailboxes/${id}`, { body: { address: account, version, ...more } })
    expect((await change({ auth: 'google', server, password: 'x' })).body.error.param).toBe('password')
    expect((await change({ auth: 'password', server })).body.error.param).toBe('password')
    expect((await change({ auth: 'microsoft' })).body.error.code).toBe('provider_not_set_up')
    expect((await change({ kind: 'smtp' })).body.error.code).toBe('kind_stays')
    expect((await change({ auth: 'google' })).body).toMatchObject({
      signedIn: false,
      server: { host: 'imap.gmail.com', port: 993, security: 'tls', account },
    })
    const plain = await ada().call('POST /mailboxes', { address: 'smtp@shop.test', kind: 'smtp' })
    expect((await ada().send('POST', `/mailboxes/${plain.id}/sign-in`)).body.error.code).toBe('signs_in_by_password')
    expect((await desk.as('sue').send('POST', `/mailboxes/${id}/sign-in`)).status).toBe(403)
  })
})
