import type { Browser, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueNotification, type TemplateName } from '#modules/notifications'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { samples } from '../../server/modules/notifications/samples.ts'
import { desktop, expectSound, expectSoundInBoth, launch, openScreen } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
let leave: string

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  const { page, close } = await openScreen(browser, store.url, { as: 'ava' })
  const { id, email } = await (await page.request.get('/api/v1/me')).json()
  await close()
  for (const template of ['wait_over', 'refund_under_way', 'password_changed'] as TemplateName[])
    await transact(store.app, system('test'), (work) =>
      queueNotification(work, {
        template,
        params:
          template === 'password_changed'
            ? ({ ...samples.password_changed, link: { hidden: { kind: 'undo_link', id: 'lnk_over' } } } as never)
            : (samples[template] as never),
        to: { customerId: id },
        dedupeKey: `told:${template}`,
        path: '/orders',
      }),
    )
  await store.settle()
  const mail = (await store.mails()).findLast(
    ({ to, subject }) => to === email && subject.startsWith('It’s your choice now'),
  )
  leave = `${store.url}${/\/unsubscribe\?token=\S+/.exec(mail?.text ?? '')?.[0]}`
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

test('what somebody was told waits for them, and they choose what they hear about', async () => {
  const ava = await openScreen(browser, store.url, { as: 'ava' })
  const { page } = ava
  await expectSoundInBoth(ava, '/inbox', 'the inbox')
  await page.getByText('$45.99 is on its way back to you').waitFor()
  await page.getByText('Your password was changed just now').waitFor()
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await expect.poll(() => page.getByRole('button', { name: 'Mark as read' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Choose what you hear about' }).click()
  const parcels = page.getByRole('checkbox', { name: 'Out for delivery, delivered: Mail' })
  await page.locator('label', { has: parcels }).click()
  await page
    .getByText(/One mail a day/)
    .last()
    .waitFor()
  await expectSound(ava, 'the choices (phone)')

  // The language chosen below the page is also that of what is told, from then on and so far.
  await page.goto(`${store.url}/inbox`)
  // Of two choices the last one counts, though the first is still on its way.
  let first: Route | undefined
  await page.route('**/api/v1/me', async (route) => {
    if (first || route.request().method() !== 'PUT') return await route.continue()
    first = route
  })
  const language = page.getByLabel('Language', { exact: true })
  await language.selectOption('ar')
  await expect.poll(() => first).toBeDefined()
  expect(await language.inputValue()).toBe('ar')
  await language.selectOption('de')
  await page.getByText('45,99 $ sind auf dem Weg zurück zu dir').waitFor()
  expect(await (await page.request.get('/api/v1/me')).json()).toMatchObject({ locale: 'de' })
  await ava.close()
})

test('the link in a mail ends its kind, without a script and with one', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'en-US' })
  const page = await plain.newPage()
  await page.goto(leave)
  expect(await page.locator('h1').innerText()).toBe('No more mail about this?')
  await page.getByRole('button', { name: 'Stop these mails' }).click()
  expect(await page.locator('h1').innerText()).toBe('You get no more of these mails')
  await page.goto(`${leave}x`)
  expect(await page.locator('h1').innerText()).toBe('This link doesn’t work any more')
  await plain.close()
  const screen = await openScreen(browser, store.url)
  await expectSoundInBoth(screen, leave, 'unsubscribing')
  await screen.page.getByText('You get no more of these mails').waitFor()
  await screen.page.getByRole('button', { name: 'Get them again' }).click()
  await screen.page.getByText('No more mail about this?').waitFor()
  await screen.close()
})

test('people of the store look at every mail, light and dark', async () => {
  const maya = await openScreen(browser, store.url, { as: 'maya' })
  const { page } = maya
  await expectSoundInBoth(maya, '/console/settings/notifications', 'the preview')
  await page.setViewportSize(desktop)
  await page.getByLabel('Find').fill('on its way back')
  await page.getByRole('button', { name: /\$45\.99 is on its way back to you/ }).click()
  const mail = page.frameLocator('iframe')
  await mail.getByRole('heading', { name: '$45.99 is on its way back to you' }).waitFor()
  await page.getByRole('button', { name: 'Dark' }).click()
  const ground = () => mail.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
  await expect.poll(ground).toBe('rgb(23, 20, 18)')
  await page.getByRole('button', { name: 'Plain text' }).click()
  expect(await page.locator('pre').innerText()).toContain('Visa ending 4242: $40.99')
  await maya.close()
})
