import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { transact } from '#platform/transact'
import { createStore } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { testApp } from '#testing/app'
import { connectFiles } from '#testing/files'
import { testServer } from '#testing/server'
import type { Browser, Page } from 'playwright-core'
import { launch, phone } from '../tests/browser/browser.ts'
import { writeHelp } from '../tests/browser/help-articles.ts'
import { percentile } from './percentile.ts'

export interface HelpPageFigures {
  /**
   * On a phone with a quarter of this machine's speed over slow 4G (1.6 Mbit/s, 150 ms), nothing kept from before: milliseconds until
   * the largest part is painted.
   */
  articleLargestPaint: number
  homeLargestPaint: number
  /** How far things moved while the pages loaded. */
  articleLayoutShift: number
  homeLayoutShift: number
  /** Everything that an article loads, packed, and how much of it is script. */
  articleKilobytes: number
  articleScriptKilobytes: number
  /** What the browser complained about, on either page. */
  complaints: string[]
  /** With every script blocked, an article says word for word the same. */
  isWholeWithoutScript: boolean
  /** The server's own time for an article, milliseconds. */
  articleP50: number
  articleP95: number
}

/** Reads help pages as a slow phone on a slow line does. The median of some loads, each in a browser that was never there before. */
export async function benchHelpPage({ loads = 5, rounds = 300 } = {}): Promise<HelpPageFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-help-'))
  const database = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    clusterHome: folder,
    durable: false,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  process.env.MAKERIGHT_TEST_PG = database.connectionString('postgres')
  const app = await testApp({ now: '2026-03-02T15:00:00Z' })
  const files = connectFiles(app)
  await transact(app, system('bench'), (work) =>
    createStore(work, {
      name: 'Larkspur Home',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@larkspur.test',
    }),
  )
  const server = await testServer(app)
  const browser = await launch()
  try {
    await writeHelp(server.url)
    const [article, home] = [`${server.url}/help/en/articles/return-an-item`, `${server.url}/help/en`]
    const [readArticle, readHome] = [await median(browser, article, loads), await median(browser, home, loads)]
    const times = await ownTimes(article, rounds)
    return {
      articleLargestPaint: readArticle.paint,
      homeLargestPaint: readHome.paint,
      articleLayoutShift: readArticle.shift,
      homeLayoutShift: readHome.shift,
      articleKilobytes: readArticle.kilobytes,
      articleScriptKilobytes: readArticle.scriptKilobytes,
      complaints: [...readArticle.complaints, ...readHome.complaints],
      isWholeWithoutScript: readArticle.words === (await loadOnce(browser, article, { isScriptBlocked: true })).words,
      articleP50: percentile(times, 50),
      articleP95: percentile(times, 95),
    }
  } finally {
    await browser.close()
    await server.close()
    await app.close()
    await files.close()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Load {
  paint: number
  shift: number
  kilobytes: number
  scriptKilobytes: number
  complaints: string[]
  words: string
}

async function median(browser: Browser, url: string, loads: number): Promise<Load> {
  const all: Load[] = []
  for (let turn = 0; turn < loads; turn++) all.push(await loadOnce(browser, url))
  const middle = (key: 'paint' | 'shift' | 'kilobytes' | 'scriptKilobytes') =>
    all.map((load) => load[key]).toSorted((a, b) => a - b)[Math.floor(loads / 2)] ?? 0
  return {
    paint: middle('paint'),
    shift: middle('shift'),
    kilobytes: middle('kilobytes'),
    scriptKilobytes: middle('scriptKilobytes'),
    complaints: all.flatMap((load) => load.complaints),
    words: all[0]?.words ?? '',
  }
}

async function loadOnce(browser: Browser, url: string, { isScriptBlocked = false } = {}): Promise<Load> {
  const context = await browser.newContext({ viewport: phone, deviceScaleFactor: 2, hasTouch: true })
  const page = await context.newPage()
  const bytes = { all: 0, script: 0 }
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  if (isScriptBlocked) await session.send('Network.setBlockedURLs', { urls: ['*.js', '*.js?*'] })
  const scripts = new Set<string>()
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength
    if (scripts.has(requestId)) bytes.script += encodedDataLength
  })
  await page.addInitScript(observe)
  await page.goto(url, { waitUntil: 'networkidle' })
  const seen = await observed(page)
  const words = await page.locator('main').innerText()
  await context.close()
  const kilobytes = (count: number) => Math.round(count / 102.4) / 10
  return { ...seen, words, complaints, kilobytes: kilobytes(bytes.all), scriptKilobytes: kilobytes(bytes.script) }
}

type Seen = { paint: number; shift: number }

function observe() {
  const seen: Seen = { paint: 0, shift: 0 }
  Object.assign(window, { seen })
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) seen.paint = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}

async function observed(page: Page): Promise<Seen> {
  await page.waitForFunction(() => (window as unknown as { seen: Seen }).seen.paint > 0)
  const { paint, shift } = await page.evaluate(() => (window as unknown as { seen: Seen }).seen)
  return { paint: Math.round(paint), shift: Math.round(shift * 10_000) / 10_000 }
}

async function ownTimes(url: string, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await (await fetch(url)).text()
    times.push(performance.now() - start)
  }
  return times.slice(Math.floor(rounds / 10))
}

if (import.meta.main) console.log(await benchHelpPage())
