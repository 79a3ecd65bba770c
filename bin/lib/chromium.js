import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { aptInstall, canInstall, isExecutable } from './apt.js'
import { step } from './steps.js'

// The one without a window of its own first: it takes a sixth less time.
const commands = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
]
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

export const chromiumMissing =
  'No Chromium was found, so the browser tests cannot run. Install it (Debian, Ubuntu: sudo apt-get install chromium), ' +
  'or name one in MAKERIGHT_CHROMIUM.'

/** Path of a Chromium for the browser tests, installed from the distribution when we may; undefined when there is none. */
export function ensureChromium() {
  return findChromium() ?? installChromium()
}

export function findChromium() {
  const named = process.env.MAKERIGHT_CHROMIUM
  if (named) return isExecutable(named) ? named : undefined
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...onPath, ...applications, ...fromPlaywright()].find(isExecutable)
}

function installChromium() {
  if (!canInstall()) return undefined
  step('Installing Chromium for the browser tests (apt-get install chromium)')
  aptInstall([['chromium-headless-shell'], ['chromium']], findChromium)
  return findChromium()
}

/** Browsers that Playwright keeps for the account. */
function fromPlaywright() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(cache)) return []
  const versions = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name))
  return versions.flatMap((name) =>
    ['chrome-linux', 'chrome-linux64'].map((folder) => join(cache, name, folder, 'chrome')),
  )
}
