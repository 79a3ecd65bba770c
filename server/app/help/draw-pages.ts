import type { ShownPage, PageRenderer } from '#contract/helpcenter'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { escapeHtml } from '#platform/escape-html'

/** Where the pages were built to, below the folder of browser apps. */
export const builtPages = 'help/server/pages.js'

/** Loads the pages as they were built; answers what draws one, with the style and script of the same build. */
export async function loadPages(folder: string): Promise<(page: ShownPage) => string> {
  const { renderPage } = (await import(pathToFileURL(join(folder, builtPages)).href)) as PageRenderer
  const template = readFileSync(join(folder, 'help/index.html'), 'utf8')
  return (page) => {
    const { locale, direction, head, body } = renderPage(page)
    return template
      .replace('<html lang="en" dir="ltr">', () => `<html lang="${escapeHtml(locale)}" dir="${direction}">`)
      .replace('<!--head-->', () => head)
      .replace('<!--body-->', () => body)
  }
}
