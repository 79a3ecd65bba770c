import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConversation, postMessage, resolveConversation } from '#modules/conversations'
import { system, type Actor } from '#platform/auth/actor'
import { addMinutes } from '#platform/time'
import { transact } from '#platform/transact'
import { runUntil } from '#testing/app'
import { desktop, expectSound, launch, openScreen, phone, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

const begin = (actor: Actor, more: { email?: string } = {}) =>
  transact(store.app, actor, (work) => openConversation(work, { text: 'Where is my parcel?', ...more }))

/** The path of the newest mail with this subject that leads there. */
async function pathIn(subject: string, path: RegExp): Promise<string> {
  const mail = (await store.mails()).findLast((each) => each.subject === subject)
  return path.exec(mail?.text ?? '')?.[0] ?? ''
}

test('the mailed question is answered by two taps, changed, and over at its end', async () => {
  const { id } = await store.app.db
    .selectFrom('customer')
    .select('id')
    .where('email', 'is not', null)
    .executeTakeFirstOrThrow()
  const { conversation } = await begin({ kind: 'shopper', customerId: String(id) })
  await transact(store.app, system('test'), async (work) => {
    const author = { kind: 'staff' as const, id: null, name: 'Sam' }
    await postMessage(work, { id: conversation.id, text: 'It comes tomorrow.', author })
    await resolveConversation(work, conversation.id, { cause: 'late' })
  })
  await store.settle()
  await runUntil(store.app, addMinutes(store.app.clock.now(), 31), { allowFailures: true })
  const path = await pathIn('Did we solve it?', /\/survey\/\S+solved=yes/)
  const answered = async () =>
    (await store.app.db.selectFrom('survey').select('solved').executeTakeFirstOrThrow()).solved
  for (const look of [
    { viewport: phone },
    { viewport: desktop, theme: 'dark' as const, locale: 'de-DE' },
    { viewport: phone, locale: 'ar-EG' },
  ]) {
    const looked = await openScreen(browser, store.url, look)
    await visit(looked.page, path.replace('solved=yes', 'solved=no'))
    await looked.page.getByRole('radio').nth(2).waitFor()
    await expectSound(looked, `the question in ${look.locale ?? 'English'}`)
    await looked.close()
  }
  expect(await answered()).toBeNull()

  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen
  await visit(page, path)
  await page.getByRole('radio', { name: 'Yes, it’s solved' }).and(page.locator(':checked')).waitFor()
  await page.getByRole('button', { name: 'Send my answer' }).tap()
  await page.getByRole('heading', { name: 'Thank you. Glad it’s solved.' }).waitFor()
  expect(await answered()).toBe(true)
  await page.getByRole('button', { name: 'Change my answer' }).tap()
  await page.getByText('No, not yet').tap()
  await page.getByText('It took too long').tap()
  await page.getByRole('button', { name: 'Send my answer' }).tap()
  await page.getByRole('heading', { name: 'Thank you for telling us.' }).waitFor()
  await expectSound(screen, 'thanks')
  expect(await answered()).toBe(false)
  store.app.clock.advance({ days: 60 })
  await visit(page, path)
  await page.getByRole('heading', { name: 'This question is closed' }).waitFor()
  await visit(page, '/survey/srv_none?token=x')
  await page.getByRole('alert').waitFor()
  await screen.close()
})

test('somebody without an account goes on by the mailed link', async () => {
  const session = await fetch(`${store.url}/api/v1/visitor-session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  const { token } = (await session.json()) as { token: string }
  const asVisitor = async (path: string, body: unknown) => {
    const answer = await fetch(`${store.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as { conversation: { id: string } }
  }
  const { conversation } = await asVisitor('/conversations', { text: 'Do you ship to Malta?' })
  await asVisitor(`/conversations/${conversation.id}/leaving`, { email: 'mia@example.com' })
  await store.settle()
  const path = await pathIn('We go on by mail', /\/go-on\/\S+/)
  const screen = await openScreen(browser, store.url, { viewport: phone })
  await visit(screen.page, path)
  await screen.page.getByText('Do you ship to Malta?').waitFor()
  await expectSound(screen, 'going on')
  await screen.page.getByRole('textbox').fill('And to Gozo?')
  await screen.page.getByRole('button', { name: 'Send', exact: true }).tap()
  await expect
    .poll(async () =>
      (
        await store.app.db.selectFrom('message').select('body').where('conversation_id', '=', conversation.id).execute()
      ).map((row) => row.body),
    )
    .toContain('And to Gozo?')
  await visit(screen.page, `${path}x`)
  await screen.page.getByRole('heading', { name: 'This link has ended' }).waitFor()
  await screen.close()
})
