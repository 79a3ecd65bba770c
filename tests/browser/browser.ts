import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type Page, type Request } from 'playwright-core'
import { expect } from 'vitest'

const program = process.env.MAKERIGHT_CHROMIUM ?? '/usr/bin/chromium'
const switches = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @param more switches beside the usual ones */
export function launch(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: [...switches, ...more] })
}

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1280, height: 900 }

export interface Look {
  viewport?: { width: number; height: number }
  theme?: 'light' | 'dark'
  locale?: string
  /** A person of the demonstration store, as in `POST /demo/sessions`. */
  as?: string
}

export interface Screen {
  readonly page: Page
  /** What the browser complained about, script errors included; a refused request of ours is not a complaint. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** A fresh browser window on the store, signed in as somebody of the demonstration. */
export async function openScreen(
  browser: Browser,
  url: string,
  { viewport = desktop, theme = 'light', locale = 'en-US', as }: Look = {},
): Promise<Screen> {
  const context = await browser.newContext({
    baseURL: url,
    viewport,
    colorScheme: theme,
    locale,
    hasTouch: viewport.width < 600,
    reducedMotion: 'reduce',
  })
  if (as) {
    const answer = await context.request.post('/api/v1/demo/sessions', {
      data: { person: as },
      headers: { origin: url, 'idempotency-key': `be-${as}-${Math.random()}` },
    })
    expect(answer.status(), `being ${as}`).toBe(200)
  }
  const page = await context.newPage()
  watchRequests(page)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  return { page, complaints, close: () => context.close() }
}

const underWay = new WeakMap<Page, Set<Request>>()

function watchRequests(page: Page): void {
  const open = new Set<Request>()
  underWay.set(page, open)
  page.on('request', (request) => open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
}

/** Until a page has had everything answered that it asked for, and asks for nothing more. */
async function answered(page: Page): Promise<void> {
  const open = underWay.get(page)
  if (!open) return await page.waitForLoadState('networkidle')
  let quietSince = performance.now()
  const isQuiet = () => {
    if (open.size > 0) quietSince = performance.now()
    return performance.now() - quietSince > 120
  }
  await expect.poll(isQuiet, { interval: 20, timeout: 30_000 }).toBe(true)
}

/** Goes to a page and waits until everything that it asks for has been answered. */
export async function visit(
  page: Page,
  path: string,
  waitUntil: 'networkidle' | 'load' = 'networkidle',
): Promise<void> {
  await page.goto(path, { waitUntil: 'load' })
  await page.locator('h1').first().waitFor()
  if (waitUntil === 'networkidle') await answered(page)
}

/** What must hold for every page: axe finds nothing, nothing scrolls sideways, and no text is missing its words. */
export async function expectSound({ page, complaints }: Screen, name: string): Promise<void> {
  // A page that was looked at before has axe already; a frame in it may not.
  const isThere = page.frames().length === 1 && (await page.evaluate(() => 'axe' in globalThis))
  const { violations } = await new AxeBuilder({ page, ...(isThere ? { axeSource: ';' } : {}) })
    // No rule of these kinds reads style sheets.
    .options({ resultTypes: ['violations'], preload: { assets: ['media'] } })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // In the page itself: no frame of another origin stands in ours, and a second page would take as long again.
    .setLegacyMode()
    .analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
  expect(found, `axe on ${name}`).toEqual([])
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sideways, `${name} scrolls sideways by`).toBeLessThanOrEqual(0)
  expect(await page.locator('main').innerText(), `${name} shows a key instead of words`).not.toContain('⟦')
  expect(complaints, `complaints on ${name}`).toEqual([])
}

/** A page in both sizes and both themes, without loading it, or looking at it, four times. */
export async function expectSoundInBoth(screen: Screen, path: string, name = path): Promise<void> {
  const { page } = screen
  await page.setViewportSize(desktop)
  await page.emulateMedia({ colorScheme: 'dark' })
  await visit(page, path)
  await expectSound(screen, `${name} (desktop, dark)`)
  await page.setViewportSize(phone)
  await page.emulateMedia({ colorScheme: 'light' })
  // Colors glide from one theme to the other, and what inherits one glides after it.
  await page.evaluate(async () => {
    for (;;) {
      for (const _frame of [1, 2]) await new Promise((drawn) => requestAnimationFrame(drawn))
      const glides = document.getAnimations().filter((each) => each instanceof CSSTransition)
      if (glides.length === 0) return
      await Promise.allSettled(glides.map((each) => each.finished))
    }
  })
  await expectSound(screen, `${name} (phone, light)`)
}
