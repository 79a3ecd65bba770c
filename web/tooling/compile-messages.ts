import { parse } from '@formatjs/icu-messageformat-parser'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)

/**
 * Parses ICU messages while building, so that browsers load no parser and a broken message stops the build.
 * Messages without placeholders stay plain strings.
 */
export function compileMessages(): Plugin {
  return {
    name: 'makeright:compile-messages',
    enforce: 'pre',
    config(_config, { command }) {
      const parser = '@formatjs/icu-messageformat-parser'
      if (command !== 'build') return
      return { resolve: { alias: { [parser]: require.resolve(`${parser}/no-parser.js`) } } }
    },
    transform(code, id) {
      if (!/\/messages\/[a-z-]+\.json$/.test(id)) return
      const compiled = Object.entries(JSON.parse(code) as Record<string, string>).map(([key, message]) => [
        key,
        compile(message, key, id),
      ])
      return {
        code: `export default JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(compiled)))})`,
        map: null,
        moduleType: 'js',
      }
    },
  }
}

function compile(message: string, key: string, id: string) {
  if (!/[{<'#]/.test(message)) return message
  try {
    return parse(message, { captureLocation: false })
  } catch (error) {
    throw new Error(`${id}: the message "${key}" does not parse: ${String(error)}`)
  }
}
