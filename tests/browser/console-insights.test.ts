import { readFile } from 'node:fs/promises'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { drawSamples } from '../../server/modules/insights/quality/draw-samples.ts'
import { openAgent } from './agent.ts'
import { expectSound, launch, openScreen, type Screen, visit } from './browser.ts'
import { type Demonstration, openDemonstration } from './open-demonstration.ts'

let store: Demonstration
let browser: Browser
let screen: Screen
let page: Page
let solved = ''
let waiting = { id: '', reference: '' }

beforeAll(async () => {
  ;[store, browser] = await Promise.all([openDemonstration(), launch()])
  const agent = await openAgent(store, 'associate')
  solved = (await write('When does it come?')).id
  await agent.answer(solved, 'Tomorrow, Ava.')
  await agent.call(`POST /conversations/${solved}/resolution`, { cause: 'track_order' })
  store.app.clock.advance({ days: 7 })
  await transact(store.app, system('test'), drawSamples)
  waiting = await write('It still says in transit.')
  await store.settle()
  screen = await openScreen(browser, store.url, { as: 'tom' })
  page = screen.page
})
afterAll(async () => {
  await browser?.close()
  await store?.close()
})

/** Ava writes about an order that is under way. */
async function write(text: string): Promise<{ id: string; reference: string }> {
  const ava = await openScreen(browser, store.url, { as: 'ava' })
  const answer = await ava.page.request.post('/api/v1/conversations', {
    data: { about: { kind: 'order', id: 'ref:import:LK-1013' }, text, intent: 'track_order' },
    headers: { origin: store.url, 'idempotency-key': crypto.randomUUID() },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  const { conversation } = await answer.json()
  await ava.close()
  return conversation
}

async function saved(button: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
  return await readFile(await file.path(), 'utf8')
}

test('a day in figures, and the same as a file', async () => {
  await visit(page, '/console/insights')
  const contacts = page.getByRole('region', { name: 'Contacts and waits' })
  await contacts.getByRole('term').first().waitFor()
  await expectSound(screen, 'the figures of a day')
  expect(await saved('Download CSV')).toContain('2026-12-02')
})

test('who did what is found, in names and numbers that people know', async () => {
  await visit(page, '/console/insights?part=audit')
  await page.getByLabel('What happened').fill('conversation.resolved')
  await page.getByRole('button', { name: 'Find' }).click()
  const fact = page.getByRole('listitem').filter({ hasText: 'conversation.resolved' })
  await expect.poll(() => fact.count()).toBe(1)
  await fact.getByText('Sam Okafor').waitFor()
  expect(await fact.innerText()).not.toMatch(/\b(cnv|stf|cus|ord)_/)
  await fact.getByRole('button', { name: /^Everything about / }).click()
  await page.getByText('conversation.opened').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'conversation.opened' }).getByText('Ava Moore').waitFor()
  await expectSound(screen, 'who did what')
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByRole('button', { name: 'Anything' }).click()
  await page.keyboard.type('Ava')
  await page.getByRole('option', { name: 'Ava Moore' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Ava Moore', exact: true }).waitFor()
  await page.getByText('conversation.opened').first().waitFor()
})

test('a conversation that was drawn is scored, by keyboard alone', async () => {
  await visit(page, '/console/insights?part=samples')
  await tabTo(page.getByRole('button', { name: 'Score' }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await expectSound(screen, 'the questions')
  await tabTo(dialog.getByRole('button', { name: /Nothing asked twice/ }))
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'No', exact: true }).waitFor()
  await page.keyboard.type('No')
  await page.keyboard.press('Enter')
  await tabTo(dialog.getByRole('button', { name: 'Keep this score' }))
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('83 %').waitFor()
})

/** Goes on with Tab until it has the focus. */
async function tabTo(target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('it is not reached with Tab')
}

test('an incident: counted before anybody reads of it, seen at the desk, and told to everybody once', async () => {
  await visit(page, '/console/incidents')
  await page.getByRole('button', { name: 'Open an incident' }).click()
  const form = page.getByRole('dialog', { name: 'Open an incident' })
  await form.getByLabel('What is it? (for colleagues)').fill('Snow in Memphis')
  await form.getByLabel('What shoppers read').fill('Snow holds parcels up. Yours is safe.')
  await form.getByLabel('From').fill('2026-11-01T00:00')
  await form.getByRole('button', { name: 'Count them first' }).click()
  await form.getByText('LK-1013').waitFor()
  await expectSound(screen, 'an incident before it begins')
  await form.getByRole('button', { name: 'Find the orders and show the banner' }).click()
  await form.waitFor({ state: 'detached' })
  await store.settle()

  await visit(page, '/console/incidents')
  const card = page.getByRole('region', { name: 'Snow in Memphis' })
  await card.getByText(/1 conversation linked/).waitFor()
  await card.getByRole('button', { name: 'Tell everybody' }).click()
  const telling = page.getByRole('dialog', { name: 'Tell everybody' })
  await telling.getByLabel('Message').fill('The roads are free again. It arrives tomorrow.')
  await telling.getByRole('button', { name: /^Send to / }).click()
  await telling.waitFor({ state: 'detached' })
  await store.settle()

  await visit(page, `/console/desk?list=all&c=${waiting.id}`)
  await page.getByRole('region', { name: 'Conversation' }).getByText('Snow in Memphis').waitFor()
  await page.getByRole('region', { name: 'Lists' }).getByText('Snow in Memphis').waitFor()
  const known = page.getByRole('region', { name: 'Known incident' })
  await known.getByText(/told · Tom Albrecht/).waitFor()
  expect(await page.getByRole('log').getByText('The roads are free again.').count()).toBe(1)
  await expectSound(screen, 'a conversation that hangs on an incident')
  await known.getByRole('link', { name: 'Snow in Memphis' }).click()
  await card.getByText(/told · Tom Albrecht/).waitFor()
  await expectSound(screen, 'the incident')
})
