import type { Browser } from 'playwright-core'
import { emailPort } from '#modules/mail'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, launch, openScreen, phone, visit } from './browser.ts'
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

test('from the start of the demonstration to a shop’s own page, and into its chat by keyboard', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen
  await visit(page, '/')
  await page.getByRole('link', { name: 'See the chat on a shop’s own page' }).click()
  await page.getByRole('heading', { name: 'Alder Desk Lamp' }).waitFor()
  const button = page.getByRole('button', { name: 'Open the chat' })
  await button.waitFor()
  await expectSound(screen, 'a shop’s own page')
  await button.focus()
  await page.keyboard.press('Enter')
  const chat = page.frameLocator('iframe')
  await chat.getByRole('textbox', { name: 'What can we put right?' }).fill('Does the lamp come with a bulb?')
  await chat.getByRole('button', { name: /^(Send the message|Start the chat)/ }).click()
  await chat.getByRole('log').getByText('Does the lamp come with a bulb?').waitFor()
  expect(screen.complaints).toEqual([])
  await screen.close()
})

test('a mail of the demonstration is read there, and its link goes on', async () => {
  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen
  await visit(page, '/forgot-password')
  await page.getByLabel('E-mail').fill('ava.moore@example.com')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
  await store.settle()
  await page.getByRole('link', { name: 'Mails' }).click()
  await expectSound(screen, 'the mails of the demonstration')
  const mail = page.getByRole('group').filter({ hasText: 'Choose a new password' }).first()
  await mail.getByText('ava.moore@example.com').waitFor()
  await mail.getByRole('link', { name: /\/reset-password/ }).click()
  await page.getByLabel('New password').waitFor()
  await screen.close()
})

test('a mail of the demonstration shows what a stranger wrote as words, and leads to no other host under our name', async () => {
  const { publicUrl } = store.app.config
  await store.app.ports.get(emailPort).send({
    key: 'words of a stranger',
    from: { address: 'mail@store.test' },
    to: { address: '"<b>"@example.com' },
    subject: '<script>document.title = "mine"</script>',
    text: `<img src=x onerror="document.title='mine'"> ${publicUrl}//elsewhere.test/a ${publicUrl}/\\elsewhere.test ${publicUrl}/orders javascript:alert(1)`,
    messageId: 'stranger@store.test',
  })
  const screen = await openScreen(browser, store.url, { viewport: phone })
  const { page } = screen
  await page.goto(`${store.url}/demo/mails`)
  const mail = page.getByRole('group').first()
  await mail.getByText('onerror').waitFor()
  expect(await page.title()).toBe('Mails of the demonstration store')
  expect(await mail.locator('img, script, b').count()).toBe(0)
  const hosts = await mail
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).host))
  const [ours, here] = [new URL(publicUrl).host, new URL(store.url).host]
  expect(hosts).toEqual([ours, ours, here])
  await screen.close()
})
