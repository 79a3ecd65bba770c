import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { remotePicturePort } from '#modules/files'
import { emailPort, followMailbox, mailboxPort, receiveMail, sendingServersPort } from '#modules/mail'
import { addMinutes } from '#platform/time'
import { runUntil } from '#testing/app'
import { type Dovecot, hasDovecot, mailboxesOf, startDovecot } from '#testing/dovecot'
import { lastTo, openMailDrop, sendingServers } from '#testing/mail-drop'
import { fetchMails, plainMail } from '#testing/mail-floor'
import { emailOf } from '#testing/world'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { remotePictures } from '../../server/adapters/files/remote-pictures.ts'
import { createGuardedFetch } from '../../server/adapters/guarded-fetch.ts'
import { expectSound, expectSoundInBoth, launch, openScreen, type Screen, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
let macroId = ''

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  const maya = await openScreen(browser, store.url, { as: 'maya' })
  const made = await post(maya.page, '/macros', {
    name: 'Comes on Saturday',
    text: 'Hello {{contact.first_name}}, a new one is on its way to you.',
  })
  macroId = made.id
  await maya.close()
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

type Json = Record<string, never> & { id: string; [key: string]: unknown }

async function post(page: Page, path: string, data: object): Promise<Json> {
  const answer = await page.request.post(`/api/v1${path}`, {
    data,
    headers: { origin: store.url, 'idempotency-key': crypto.randomUUID() },
  })
  const body = await answer.json()
  if (!answer.ok()) throw new Error(`${path}: ${JSON.stringify(body)}`)
  return body
}

/** A shopper writes about an order, with a picture or without; answers the conversation and a way to write on. */
async function writes(as: string, order: string, text: string, intent: string, picture?: Buffer) {
  const screen = await openScreen(browser, store.url, { as })
  const file =
    picture &&
    (await screen.page.request.post('/api/v1/files', {
      multipart: { file: { name: 'blender.jpg', mimeType: 'image/jpeg', buffer: picture } },
      headers: { origin: store.url, 'idempotency-key': crypto.randomUUID() },
    }))
  const { conversation } = (await post(screen.page, '/conversations', {
    about: { kind: 'order', id: `ref:import:${order}` },
    text,
    intent,
    ...(file ? { files: [(await file.json()).id] } : {}),
  })) as unknown as { conversation: { id: string } }
  await store.settle()
  return {
    id: conversation.id,
    async goesOn(more: string) {
      await post(screen.page, `/conversations/${conversation.id}/messages`, {
        clientId: crypto.randomUUID(),
        text: more,
      })
      await store.settle()
    },
    async messages(): Promise<{ text: string; kind: string; retracted: boolean; author: { kind: string } }[]> {
      const answer = await screen.page.request.get(`/api/v1/conversations/${conversation.id}/messages`)
      return (await answer.json()).data
    },
    close: () => screen.close(),
  }
}

const presence = (page: Page) => page.getByRole('button', { name: /^You are: / })

/** Goes online by keyboard alone, and answers once the server knows. */
async function goOnline(page: Page) {
  await presence(page).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /Online/ }).waitFor()
  await page.keyboard.press('Home')
  await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith('/presence') && answer.request().method() === 'PUT'),
    page.keyboard.press('Enter'),
  ])
  await page.getByRole('button', { name: 'You are: Online' }).waitFor()
}

async function goOffline(page: Page) {
  await page.request.put('/api/v1/presence', { data: { status: 'offline' }, headers: { origin: store.url } })
}

const reply = (page: Page) => page.getByRole('textbox', { name: 'Reply' })
const composer = (page: Page) => page.getByRole('region', { name: 'Reply' })

async function desk(as: string, conversation?: string): Promise<Screen> {
  const screen = await openScreen(browser, store.url, { as })
  await visit(screen.page, conversation ? `/console/desk?c=${conversation}` : '/console/desk')
  return screen
}

test('by keyboard alone: go online, take what is offered, read, saved words, report, remedy, solve', async () => {
  const { page, ...screen } = await desk('sam')
  await goOnline(page)
  const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#b04a30' } })
    .jpeg()
    .toBuffer()
  const shopper = await writes('ava', 'LK-1041', 'My blender arrived in pieces.', 'damaged', picture)
  await page.getByRole('region', { name: 'Offered: Ava Moore' }).waitFor()
  await page.locator('main').focus()

  await page.keyboard.press('Enter')
  await page.getByRole('log').getByText('My blender arrived in pieces.').waitFor()
  await reply(page).waitFor()
  await page.getByText('with Sam Okafor').waitFor()

  await page.keyboard.press('m')
  await page.keyboard.type('Comes on')
  await page.getByRole('dialog', { name: 'Saved words' }).getByRole('option').nth(1).waitFor({ state: 'detached' })
  await page.getByRole('option', { name: 'Comes on Saturday' }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => reply(page).inputValue()).toBe('Hello Ava, a new one is on its way to you.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('log').getByText('Hello Ava, a new one is on its way to you.').waitFor()
  await page.keyboard.press('Escape')

  await page.keyboard.press('p')
  await page.getByRole('option', { name: /It arrived damaged/ }).waitFor()
  await page.keyboard.press('Enter')
  const best = page.getByRole('button', { name: /^Send a new one, arrives/ })
  await best.waitFor()
  expect(await best.innerText()).toMatch(/costs \$79\.00 · A new one is sent; the money stays as it is\./)
  await page.keyboard.press('Shift+Digit1')
  await page.getByRole('button', { name: 'Tell them: Send a new one' }).waitFor()

  await page.keyboard.press('e')
  await page
    .getByRole('option', { name: 'Damaged Likely' })
    .or(page.getByRole('option', { name: 'Damaged' }))
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await shopper.messages()).at(-1)?.kind).toBe('notice')
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/conversations/${shopper.id}`)).json()).desk.cause)
    .toBe('damaged')
  await store.settle()
  await goOffline(page)
  await shopper.close()
  await screen.close()
})

test('the desk and the wall are sound on a desktop, dark, and on a phone, light', async () => {
  const shopper = await writes('chloe', 'LK-1043', 'It stopped working after six days.', 'defective')
  const screen = await openScreen(browser, store.url, { as: 'maya' })
  for (const path of [
    '/desk',
    '/desk?list=all',
    `/desk?list=all&c=${shopper.id}`,
    `/desk?list=all&c=${shopper.id}&pane=case`,
    '/wall',
    '/find?q=stopped',
  ])
    await expectSoundInBoth(screen, `/console${path}`)
  await shopper.close()
  await screen.close()
})

test('settings of the contact center are sound on a desktop, dark, and on a phone, light', async () => {
  const screen = await openScreen(browser, store.url, { as: 'maya' })
  for (const page of ['', '/teams', '/queues', '/hours', '/shifts', '/deadlines', '/macros', '/widgets'])
    await expectSoundInBoth(screen, `/console/settings${page}`)
  await screen.close()
})

test('an administrator adds a mailbox: what is missing is named, what deletes warns, and it stops and starts', async () => {
  const screen = await openScreen(browser, store.url, { as: 'maya' })
  const { page } = screen
  await visit(page, '/console/settings/mailboxes')
  await page.getByRole('button', { name: 'New mailbox' }).click()
  const dialog = page.getByRole('dialog', { name: 'New mailbox' })
  await dialog.getByRole('textbox', { name: 'Address', exact: true }).fill('returns@larkspur.test')
  await dialog.getByRole('button', { name: /Where is it/ }).click()
  await page.locator('[role=listbox]').getByText('Google Workspace, Gmail').click()
  await dialog.getByRole('button', { name: 'Save and sign in with Google' }).click()
  await dialog.getByText(/^This installation is not registered with the provider yet/).waitFor()
  await dialog.getByText('With a password').click()
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await dialog.getByLabel('Password', { exact: true }).and(page.locator('[aria-invalid=true]:focus')).waitFor()
  await dialog.getByText('Please fill this in.').waitFor()
  await dialog.getByLabel('Password', { exact: true }).fill('an app password')
  await dialog.getByText('Delete mail on the server once it is here').click()
  await dialog.getByText('What is deleted there is gone from there for everybody').waitFor()
  await expectSound(screen, 'a new mailbox')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const row = page.getByRole('listitem').filter({ hasText: 'returns@larkspur.test' })
  await row.getByText('Read from imap.gmail.com, folder INBOX.').waitFor()
  await row.getByText('Deleted there').waitFor()
  await store.app.db
    .updateTable('mailbox')
    .set({ failure: 'wrong_password', failing_since: store.app.clock.now() })
    .execute()
  await visit(page, '/console/settings/mailboxes')
  await row
    .getByText(/^Cannot sign in since .*M\. The server does not take this account with this password\.$/)
    .waitFor()
  await row.getByRole('button', { name: 'Stop' }).click()
  await row.getByText('Stopped').waitFor()
  await row.getByRole('button', { name: 'Start' }).waitFor()
  await expectSoundInBoth(screen, '/console/settings/mailboxes', 'mailboxes')
  await screen.close()
})

test('an answer by mail says to whom before it leaves, and under it how far it came', async () => {
  const drop = await openMailDrop(() => store.app.clock.now())
  const before = store.app.ports.get(emailPort)
  store.app.ports.set(emailPort, drop.port)
  const maya = await openScreen(browser, store.url, { as: 'maya' })
  const { id: mailboxId } = await post(maya.page, '/mailboxes', { address: 'help@larkspur.test', kind: 'smtp' })
  await maya.close()
  const raw = plainMail('Nora <nora@one.test>', 'My skillet has a crack.', {
    to: 'help@larkspur.test',
    Cc: 'Kim <kim@two.test>',
    'Reply-To': 'nora@elsewhere.test',
  })
  await receiveMail(store.app, {
    raw: Buffer.from(raw),
    envelopeFrom: 'nora@one.test',
    recipients: new Map([[mailboxId, ['help@larkspur.test']]]),
  })
  await store.settle()
  const mail = await store.app.db
    .selectFrom('inbound_mail')
    .select('conversation_id')
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  const leave = () => runUntil(store.app, addMinutes(store.app.clock.now(), 1), { allowFailures: true })
  const screen = await desk('priya', String(mail.conversation_id))
  const { page } = screen
  await page.getByRole('button', { name: /^Take it/ }).click()
  await page.getByText('To nora@one.test from help@larkspur.test').waitFor()
  await page.getByText(/^They asked for answers at .*nora@elsewhere\.test.*none go there\.$/).waitFor()
  await page.locator('main').focus()
  await page.keyboard.press('w')
  await page.getByRole('button', { name: 'Everyone (1 other)', pressed: true }).waitFor()
  await page.getByText('To nora@one.test, also kim@two.test').waitFor()

  await composer(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'video.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(18_500_000, 7) })
  await reply(page).fill('A new one is on its way to you.')
  await page.getByText('Mail takes 18 MB of files at once; these are 19 MB.').waitFor()
  expect(await composer(page).getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
  await composer(page)
    .getByRole('button', { name: /video\.bin/ })
    .click()
  // It stands in the log before the server has it: only what was answered is stored.
  const stored = page.waitForResponse(
    (response) => response.request().method() === 'POST' && new URL(response.url()).pathname.endsWith('/messages'),
  )
  await composer(page).getByRole('button', { name: 'Send', exact: true }).click()
  expect((await stored).ok()).toBe(true)
  await page.getByRole('log').getByText('A new one is on its way to you.').waitFor()
  await store.settle()
  // On a busy machine it has left before anybody looks.
  await page.getByText(/^(Leaves by mail|Sent) to nora@one\.test/).waitFor()
  await leave()
  await page.getByText(/^Sent to nora@one\.test and 1 more/).waitFor()

  // Somebody outside is asked, by keyboard alone.
  const said = page.getByRole('article').filter({ hasText: 'My skillet has a crack.' })
  await said.getByRole('button', { name: 'Forward by mail' }).focus()
  await page.keyboard.press('Enter')
  const forward = page.getByRole('dialog', { name: 'Forward by mail' })
  await forward.waitFor()
  await page.keyboard.type('help@larkspur.test')
  await page.keyboard.press('Enter')
  await forward.getByText('This is an address of the store itself.').waitFor()
  await expectSound(screen, 'forwarding')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('claims@maker.test')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Is this covered?')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await forward.waitFor({ state: 'detached' })
  await store.settle()
  await page.getByText(/^Sent to claims@maker\.test/).waitFor()
  await page
    .getByRole('log')
    .getByText(/^Forwarded to claims@maker\.test\s+Is this covered\?$/)
    .waitFor()
  expect(lastTo(drop.mails, 'claims@maker.test')?.raw.toString()).toContain('Subject: Fwd: A matter')

  drop.unknown.add('nora@one.test').add('kim@two.test')
  await reply(page).fill('It arrives on Friday.')
  await composer(page).getByRole('button', { name: 'Send', exact: true }).click()
  // Shown at once, stored a moment later: only then can it leave.
  const ways = page.getByText(/^(Leaves by mail|Sent|Not delivered) to nora@one\.test/)
  const onTheWay = async () => {
    await store.settle()
    return await ways.count()
  }
  await expect.poll(onTheWay, { timeout: 30_000 }).toBe(2)
  await leave()
  await page.getByText('Not delivered to nora@one.test.').waitFor()
  await page.getByText('nora@one.test does not exist, says its server.').waitFor()
  await expectSound(screen, 'answers by mail')
  await screen.close()
  store.app.ports.set(emailPort, before)
  await drop.close()
})

test('an account is changed for a shopper in two clicks, an address in three, store credit given in four', async () => {
  const shopper = await writes('ben', 'LK-1042', 'I have moved and have a new number.', 'other')
  const screen = await desk('priya', shopper.id)
  const { page } = screen
  let clicks = 0
  const click = async (name: string | RegExp, role: 'button' | 'radio' = 'button') => {
    clicks += 1
    await page.getByRole(role, { name, exact: true }).first().click()
  }
  const saved = () => page.getByRole('dialog').waitFor({ state: 'detached' })

  await click('Change account')
  await page.getByText('They are signed in to this account.').waitFor()
  await page.getByLabel('Phone').fill('12')
  await click('Save')
  await page.getByText(/^Write the whole number/).waitFor()
  await page.getByLabel('Phone').fill('(503) 555-0187')
  clicks = 1
  await click('Save')
  await saved()
  expect(clicks).toBe(2)
  await page.getByText('(503) 555-0187').waitFor()

  clicks = 0
  await click('Change account')
  await click('Change')
  await page.getByLabel('Street and number').fill('77 Cedar Lane')
  await expectSound(screen, 'a shopper’s account while it is changed')
  await click('Save')
  await saved()
  expect(clicks).toBe(3)
  await page
    .getByText(/77 Cedar Lane/)
    .first()
    .waitFor()

  clicks = 0
  await click('Goodwill')
  await page.getByLabel(/^Amount/).fill('5')
  await page.getByLabel('Reason').fill('Moved while it was on its way')
  clicks += 1
  await page.getByText('There at once, on top of what was paid').click()
  await click('Show where the money goes')
  await page.getByRole('button', { name: 'Give $5.00' }).waitFor()
  await expectSound(screen, 'goodwill as store credit')
  await click('Give $5.00')
  await saved()
  expect(clicks).toBe(4)
  await page.getByText('$5.00').first().waitFor()
  await store.settle()
  const mails = await store.app.db
    .selectFrom('notification')
    .select('subject')
    .where('template', '=', 'account_changed')
    .execute()
  expect(mails).toHaveLength(2)
  await shopper.close()
  await screen.close()
})

test('a remedy is one click, and the words for it are one more', async () => {
  const shopper = await writes('ben', 'LK-1042', 'The blender is not as described.', 'not_as_described')
  const screen = await desk('priya', shopper.id)
  const { page } = screen
  await page.getByRole('button', { name: 'Take it' }).click()
  await page.getByText('with Priya Raman').waitFor()
  await page.getByRole('button', { name: 'Something is wrong' }).click()
  await page.getByRole('option', { name: /not as described/ }).click()
  const remedy = page.locator('button[data-remedy]:enabled').first()
  await remedy.waitFor()
  await remedy.click()
  await page.getByRole('button', { name: /^Tell them: / }).click()
  await expect.poll(() => reply(page).inputValue()).not.toBe('')
  await expectSound(screen, 'the desk with a matter put right')
  await shopper.close()
  await screen.close()
})

test('two people at one conversation see each other, and nobody sends a second answer unawares', async () => {
  const shopper = await writes('emma', 'LK-1030', 'Where is my parcel?', 'track')
  const [first, second] = [await desk('priya', shopper.id), await desk('ines', shopper.id)]
  await first.page.getByText('Ines is looking too').waitFor()
  await reply(first.page).fill('I will look at it.')
  await second.page
    .getByText(/Priya.* is writing an answer too|Priya.* is writing$/)
    .first()
    .waitFor()
  await reply(second.page).fill('It is on its way.')
  await composer(second.page).getByRole('button', { name: 'Send' }).click()
  await second.page.getByText('It has not gone out. Press again to send it all the same.').waitFor()
  expect((await shopper.messages()).filter(({ author }) => author.kind === 'staff')).toEqual([])
  await composer(second.page).getByRole('button', { name: 'Send it all the same' }).click()
  await second.page.getByRole('log').getByText('It is on its way.').waitFor()
  await first.page.getByRole('log').getByText('It is on its way.').waitFor()
  await shopper.close()
  await first.close()
  await second.close()
})

test('an opening acknowledges this case, and never goes out on its own; what was sent is taken back with one key', async () => {
  const shopper = await writes('ava', 'LK-1044', 'The shirt is too small.', 'exchange')
  const screen = await desk('priya', shopper.id)
  const { page } = screen
  await page.getByRole('region', { name: 'Openings' }).getByRole('button').first().click()
  const opening = await reply(page).inputValue()
  expect(opening.length).toBeGreaterThan(10)
  await page.keyboard.press('Control+Enter')
  await page.getByText('That is only the opening.').waitFor()
  await reply(page).fill(`${opening} I am sending you an L today. [which address…]`)
  await page.keyboard.press('Control+Enter')
  await page.getByText('Something still has to be filled in: [which address…]').waitFor()
  await reply(page).fill(`${opening} I am sending you an L today.`)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('log').getByText('I am sending you an L today.').waitFor()
  await page.getByRole('button', { name: 'Undo send' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('u')
  await page.getByText('Taken back before it was seen').waitFor()
  await expect.poll(() => reply(page).inputValue()).toContain('I am sending you an L today.')
  await shopper.close()
  await screen.close()
})

test('what arrives while somebody writes takes neither the focus nor a word; a draft survives a reload', async () => {
  const shopper = await writes('grace', 'LK-1019', 'My friend has not got the gift.', 'not_received')
  const screen = await desk('priya', shopper.id)
  const { page } = screen
  await reply(page).click()
  await page.keyboard.type('I am looking at the parcel ')
  await shopper.goesOn('It was for Tuesday.')
  await page.getByRole('log').getByText('It was for Tuesday.').waitFor()
  await page.keyboard.type('right now')
  expect(await reply(page).inputValue()).toBe('I am looking at the parcel right now')
  await page.waitForResponse((answer) => answer.url().includes('/draft') && answer.request().method() === 'PUT')
  await page.reload({ waitUntil: 'networkidle' })
  await expect.poll(() => reply(page).inputValue()).toBe('I am looking at the parcel right now')
  await shopper.close()
  await screen.close()
})

test('moved to a team without me, it leaves my screen and says so', async () => {
  const shopper = await writes('ivy', 'LK-1017', 'My camera is not here.', 'delivered_not_received')
  const maya = await openScreen(browser, store.url, { as: 'maya' })
  const people = await (await maya.page.request.get('/api/v1/staff?limit=100')).json()
  const priya = people.data.find((person: { name: string }) => person.name.startsWith('Priya'))
  const team = await post(maya.page, '/teams', { name: 'High value', members: [priya.id] })
  const screen = await desk('ines', shopper.id)
  await screen.page.getByRole('log').getByText('My camera is not here.').waitFor()
  await post(maya.page, `/conversations/${shopper.id}/assignment`, { team: team.id })
  await screen.page.getByText('This one is with another team now.').first().waitFor()
  await expect.poll(() => screen.page.getByText('My camera is not here.').count()).toBe(0)
  await maya.close()
  await shopper.close()
  await screen.close()
})

test('the command bar and the shopper’s page find what was said', async () => {
  const shopper = await writes(
    'farid',
    'LK-1021',
    'Skillet from the zanzibar collection is missing.',
    'delivered_not_received',
  )
  const screen = await desk('sam')
  const { page } = screen
  await page.keyboard.press('Control+k')
  await page.locator('[role=dialog] input:focus').waitFor()
  await page.keyboard.type('zanzibar')
  await page
    .getByRole('menuitem', { name: /Farid Haddad/ })
    .first()
    .waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/console/desk?c=${shopper.id}*`)
  await page.getByRole('link', { name: 'Farid Haddad' }).click()
  await page.getByRole('heading', { name: 'Conversations' }).waitFor()
  await shopper.close()
  await screen.close()
})

test('a supervisor sees who waits and who helps, and whispers', async () => {
  const shopper = await writes('diego', 'LK-1018', 'I never got my mugs.', 'delivered_not_received')
  const agent = await desk('sam')
  await goOnline(agent.page)
  await store.settle()
  await agent.page
    .getByRole('region', { name: /^Offered: / })
    .first()
    .getByRole('button', { name: 'Take it' })
    .click()
  await reply(agent.page).waitFor()
  const screen = await openScreen(browser, store.url, { as: 'tom' })
  const { page } = screen
  await visit(page, '/console/wall')
  await page.getByText('Sam Okafor').first().waitFor()
  await page
    .getByRole('button', { name: /^holds / })
    .first()
    .click()
  await page.getByRole('button', { name: 'Whisper' }).first().click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Note' }).fill('Offer the replacement first.')
  await page.getByRole('dialog').getByRole('button', { name: 'Keep the note' }).click()
  await agent.page.getByRole('log').getByText('Offer the replacement first.').waitFor()
  await goOffline(agent.page)
  await agent.close()
  await shopper.close()
  await screen.close()
})

test('the practice shopper writes, with a photo', async () => {
  const screen = await desk('sam')
  const { page } = screen
  await page.getByRole('button', { name: 'Practice' }).click()
  await page.getByRole('menuitem', { name: /Broken blender/ }).click()
  await page.getByText('Somebody writes. Go online and take it.').waitFor()
  await screen.close()
})

test('saved words refuse a variable that nobody knows, and show how they will look', async () => {
  const screen = await openScreen(browser, store.url, { as: 'tom' })
  const { page } = screen
  await visit(page, '/console/settings/macros')
  await page.getByRole('button', { name: 'New saved words' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Broken hole')
  await dialog.getByRole('textbox', { name: 'Words' }).fill('Hello {{contact.first_name}} {{contact.nonsense}}')
  await dialog.getByRole('region', { name: 'As it may look' }).getByText('Hello Ava').waitFor()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog
    .getByRole('alert')
    .filter({ hasText: /nonsense/ })
    .first()
    .waitFor()
  await screen.close()
  expect(macroId).toMatch(/^mac_/)
})

describe.skipIf(!hasDovecot)('mail', () => {
  let dovecot: Dovecot
  let sender: Sender
  let mailboxId = ''

  beforeAll(async () => {
    ;[dovecot, sender] = await Promise.all([startDovecot(), listenForPictures()])
    const { app } = store
    app.ports.set(mailboxPort, mailboxesOf(dovecot))
    app.ports.set(remotePicturePort, remotePictures(createGuardedFetch({ allowOrigins: [sender.url] })))
    const maya = await openScreen(browser, store.url, { as: 'maya' })
    const { port, account, password } = dovecot
    const server = { host: '127.0.0.1', port, security: 'none', account }
    mailboxId = (await post(maya.page, '/mailboxes', { address: 'support@shop.test', server, password })).id
    await maya.close()
  })
  afterAll(async () => {
    await dovecot?.stop()
    await sender?.stop()
  })

  async function receive(...mails: string[]) {
    for (const each of mails) await dovecot.deliver(Buffer.from(each))
    await fetchMails(store.app, mailboxId, mails.length)
    await store.settle()
  }

  /** The conversation that says something. */
  async function saying(page: Page, text: string): Promise<string> {
    const answer = await page.request.get(`/api/v1/conversations/search?q=${encodeURIComponent(text)}`)
    return (await answer.json()).data[0].conversation.id
  }

  test('an administrator connects a mailbox on a real server: a wrong password is said, for what comes and for what leaves; then it reads', async () => {
    const { app } = store
    const client = await dovecot.client()
    await client.mailboxCreate('Claims')
    await client.logout()
    const now = () => app.clock.now()
    const drop = await openMailDrop(now, {}, { name: 'claims', password: 'right' })
    app.ports.set(sendingServersPort, sendingServers({ allowInside: [`127.0.0.1:${drop.smtpPort}`], now }))
    const screen = await openScreen(browser, store.url, { as: 'maya' })
    const { page } = screen
    await visit(page, '/console/settings/mailboxes')
    await page.getByRole('button', { name: 'New mailbox' }).click()
    const dialog = page.getByRole('dialog')
    const field = (name: string) => dialog.getByLabel(name, { exact: true })
    const choose = async (name: RegExp, choice: string) => {
      await dialog.getByRole('button', { name }).click()
      await page.locator('[role=listbox]').getByText(choice).click()
    }
    await field('Address').fill('claims@shop.test')
    await field('Server').fill('127.0.0.1')
    await field('Port').fill(String(dovecot.port))
    await choose(/Protection/, 'None: own network only')
    await field('Account').fill(dovecot.account)
    await field('Password').fill('wrong')
    await dialog.getByText('More addresses, forms').click()
    await field('Folder').fill('Claims')
    await dialog.getByText('How answers leave').click()
    await dialog.getByText('One of its own').click()
    await field('Server for answers').fill('127.0.0.1')
    await field('Its port').fill(String(drop.smtpPort))
    await choose(/Its protection/, 'None: own network only')
    await field('Account there').fill('claims')
    await field('Password there').fill('wrong')
    await dialog.getByRole('button', { name: 'Try the connection' }).click()
    await dialog.getByText('The server does not take this account with this password.').waitFor()
    await field('Password there').fill('right')
    await dialog.getByRole('button', { name: 'Try the connection' }).click()
    await dialog.getByText('It works.').waitFor()
    await expectSound(screen, 'a mailbox with a server of its own')
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })

    const { data } = await (await page.request.get('/api/v1/mailboxes')).json()
    const { id } = data.find(({ address }: { address: string }) => address === 'claims@shop.test')
    await expect(followMailbox(app, id, new AbortController().signal)).rejects.toMatchObject({ code: 'wrong_password' })
    await visit(page, '/console/settings/mailboxes')
    const row = page.getByRole('listitem').filter({ hasText: 'claims@shop.test' })
    await row
      .getByText(/^Cannot sign in since .* The server does not take this account with this password\.$/)
      .waitFor()
    await row.getByText('Answers leave through 127.0.0.1.').waitFor()
    await row.getByRole('button', { name: 'Change' }).click()
    await field('Password').fill(dovecot.password)
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await dovecot.deliver(
      Buffer.from(plainMail('kim@else.test', 'The teapot leaks', { to: 'claims@shop.test' })),
      'Claims',
    )
    await fetchMails(app, id, 1)
    await store.settle()
    await visit(page, '/console/settings/mailboxes')
    await row.getByText('Works', { exact: true }).waitFor()
    expect(await saying(page, 'teapot leaks')).toMatch(/^cnv_/)
    await screen.close()
    await drop.close()
  })

  const owned = "document.title='owned'"
  const hostile = () => `<title>owned</title><img src=x onerror="${owned}"><p>hello</p><script>${owned}</script>
    <svg onload="${owned}"></svg><a href="javascript:${owned}">tap</a><base href="${sender.url}/">
    <form action="${sender.url}/form"><button>go</button></form><iframe src="${sender.url}/frame"></iframe>
    <div style="background:url(${sender.url}/style.png)">styled</div><img src="${sender.url}/pixel.png">`

  test('HC-30: whatever a mail brings, nothing of it runs and nobody is told; pictures come when asked for', async () => {
    const screen = await openScreen(browser, store.url, { as: 'priya' })
    const { page } = screen
    // Without anything of ours it does all that: what follows would notice.
    await page.goto(`${sender.url}/page?html=${encodeURIComponent(hostile())}`, { waitUntil: 'load' })
    await expect.poll(() => page.title()).toBe('owned')
    await expect.poll(() => sender.asked).toEqual(expect.arrayContaining(['/pixel.png', '/style.png', '/frame']))
    sender.asked.length = 0
    sender.told.length = 0

    const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${owned}"/>`
    const web = `<html xmlns="http://www.w3.org/1999/xhtml"><body><script>${owned}</script></body></html>`
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    await receive(
      mailWith(hostile(), [
        ['image/svg+xml', 'a.svg', svg],
        ['image/png', `\\"><svg onload=${owned}>.png`, png],
        ['text/html', 'page.html', web],
        ['application/xhtml+xml', 'page.xhtml', web],
        ['image/svg+xml', 'small.svgz', gzipSync(svg)],
        ['image/png', 'false.png', web],
      ]),
      // Put aside, because it names two.
      plainMail('One <one@else.test>, Two <two@else.test>', hostile(), {
        subject: 'Two of us',
        'Content-Type': 'text/html',
      }),
    )
    const id = await saying(page, 'hello')
    const titles: string[] = []
    page.on('framenavigated', () => void page.title().then((title) => titles.push(title)))

    await visit(page, `/console/desk?list=all&c=${id}`)
    await page.getByRole('log').getByText('hello').waitFor()
    await expectSound(screen, 'a thread by mail')
    await page.getByRole('button', { name: 'As it came' }).click()
    const frame = page.getByRole('dialog').frameLocator('iframe')
    await frame.getByText('hello').waitFor()
    await expectSound(screen, 'a mail as it came')
    expect(sender.asked).toEqual([])
    const shown = page.waitForResponse((answer) => answer.url().includes('/remote-picture'))
    await page.getByRole('button', { name: 'Show pictures' }).click()
    expect((await shown).headers()['content-type']).toBe('image/png')
    // By us, once, as nobody.
    expect(sender.asked).toEqual(['/pixel.png'])
    expect(await page.title()).not.toBe('owned')
    await page.keyboard.press('Escape')

    const { data } = await (await page.request.get(`/api/v1/conversations/${id}/messages`)).json()
    const { files } = data[0] as { files: { url: string }[] }
    expect(files.length).toBeGreaterThan(0)
    for (const { url } of files) {
      const headers = (await page.request.get(url)).headers()
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['content-security-policy']).toContain('sandbox')
      const download = page.waitForEvent('download').catch(() => null)
      await page.goto(url).catch(() => download)
      expect(await page.title()).not.toBe('owned')
    }
    await expectSoundInBoth(screen, '/console/mail')
    await page.getByRole('article', { name: 'Two of us' }).getByRole('button', { name: 'As it came' }).click()
    await page.getByRole('dialog').frameLocator('iframe').getByText('hello').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'It’s a person’s: file it' }).click()
    await page.getByText('It names several senders. We show the first.').waitFor()
    expect([sender.asked, sender.told]).toEqual([['/pixel.png'], []])

    const shopper = await openScreen(browser, store.url, { as: 'ava' })
    await visit(shopper.page, `/conversations/${id}`)
    await shopper.page.getByText('hello').first().waitFor()
    expect([await shopper.page.title(), ...titles]).not.toContain('owned')
    await shopper.close()
    await screen.close()
  })

  test('where a mail seems to belong is one click, and one more takes it back', async () => {
    const screen = await openScreen(browser, store.url, { as: 'priya' })
    const { page } = screen
    await receive(
      plainMail('Ava <ava@work.test>', 'The lamp hums all night', { 'Message-ID': '<hum@work.test>', subject: 'Lamp' }),
    )
    await receive(
      plainMail(
        'Ava at home <ava@home.test>',
        `It hums louder now\r\n\r\nOn Mon, Mar 2, 2026 Ava wrote:\r\n> ${'before '.repeat(40)}`,
        {
          References: '<hum@work.test>',
          'Reply-To': 'chief@partner.test',
          subject: 'Re: Lamp',
        },
      ),
    )
    const [first, second] = [await saying(page, 'hums all night'), await saying(page, 'hums louder')]
    await visit(page, `/console/desk?list=all&c=${second}`)
    await page.getByText('It asks for answers to another address: chief@partner.test').waitFor()
    await page.getByRole('button', { name: 'Show the earlier mail' }).click()
    await page
      .getByLabel('The earlier mail')
      .getByText(/before before/)
      .waitFor()
    await expectSound(screen, 'a mail that may belong elsewhere')
    await page.getByRole('button', { name: 'Move there' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/desk?*c=${first}*`)
    await page.getByRole('log').getByText('It hums louder now').waitFor()
    await page.getByText(/^Moved here from MR-/).waitFor()
    await store.settle()
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
    await page.waitForURL(`**/desk?*c=${second}*`)
    await page.getByRole('button', { name: 'Move there' }).waitFor()
    await screen.close()
  })
})

/** A server of somebody who wants to know who reads: what it was asked for, and a page that says what it is told to. */
interface Sender {
  url: string
  asked: string[]
  /** What came with a cookie, or from a page that it names. */
  told: string[]
  stop(): Promise<void>
}

async function listenForPictures(): Promise<Sender> {
  const picture = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const asked: string[] = []
  const told: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sender.test')
    if (pathname === '/page') return response.setHeader('content-type', 'text/html').end(searchParams.get('html'))
    asked.push(pathname)
    if (request.headers.cookie || request.headers.referer) told.push(pathname)
    return response.setHeader('content-type', 'image/png').end(picture)
  })
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    told,
    stop: () => new Promise((stopped) => void server.close(() => stopped())),
  }
}

function mailWith(html: string, files: [type: string, name: string, content: string | Buffer][]): string {
  const parts = [
    `Content-Type: text/html; charset=utf-8\r\n\r\n${html}`,
    ...files.map(
      ([type, name, content]) =>
        `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(content).toString('base64')}`,
    ),
  ]
  return plainMail(`Ava Moore <${emailOf('ava')}>`, `--b\r\n${parts.join('\r\n--b\r\n')}\r\n--b--`, {
    subject: 'Files',
    'Content-Type': 'multipart/mixed; boundary=b',
  })
}
