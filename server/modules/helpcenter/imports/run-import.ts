import { ApiError, assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { authorOf } from '../author.ts'
import type { HelpImport, HelpImportSource } from '../contract.ts'
import type { BadRow, HelpTables } from '../tables.ts'
import { bad, type Imported, type ImportFile } from './imported.ts'
import { presentImports } from './queries.ts'
import { readIntercom } from './read-intercom.ts'
import { readMarkdown } from './read-markdown.ts'
import { readZendesk } from './read-zendesk.ts'
import { relateImported, takeArticle, type Outcome } from './take-in.ts'
import { takeCategories } from './take-categories.ts'

const db = tablesOf<HelpTables>()

export type Transact = <T>(run: (work: Work) => Promise<T>) => Promise<T>

interface Asked {
  source: HelpImportSource
  files: readonly ImportFile[]
  publish: boolean
  storeLocale: string
}

const readers = { markdown: readMarkdown, zendesk: readZendesk, intercom: readIntercom, starter: readMarkdown }

/**
 * Reads files of another help center and takes in what can be taken, some articles to a transaction. The same once more changes
 * nothing, so that one that broke off is sent again.
 */
export async function runHelpImport(
  transact: Transact,
  { source, files, publish, storeLocale }: Asked,
): Promise<HelpImport> {
  const imported = readers[source](files, storeLocale)
  const written = await writeImported(transact, source, imported, { publish, storeLocale })
  return await transact((work) => record(work, source, written))
}

export interface Written {
  counts: Record<Outcome, number>
  bad: BadRow[]
}

/** Writes what was read, and tells what became of it. */
export async function writeImported(
  transact: Transact,
  source: string,
  imported: Imported,
  { publish, storeLocale }: { publish: boolean; storeLocale: string },
): Promise<Written> {
  const written: Written = { counts: { created: 0, updated: 0, unchanged: 0, kept: 0 }, bad: [...imported.bad] }
  const categoryOf = await transact((work) => takeCategories(work, source, imported, storeLocale)).catch(
    (error: unknown) => {
      if (!(error instanceof ApiError) || error.type !== 'refused') throw error
      written.bad.push(bad({ file: imported.articles[0]?.translations[0]?.file ?? '' }, error.code, error.message))
      return () => undefined
    },
  )
  for (let from = 0; from < imported.articles.length; from += limits.helpcenter.importBatch) {
    const batch = imported.articles.slice(from, from + limits.helpcenter.importBatch)
    const taken = await transact(async (work) => {
      const all = []
      for (const article of batch) all.push(await takeArticle(work, article, { source, publish, categoryOf }))
      return all
    })
    for (const { outcomes, bad: wrong } of taken) {
      for (const outcome of outcomes) written.counts[outcome] += 1
      written.bad.push(...wrong)
    }
  }
  await transact((work) => relateImported(work, source, imported.articles))
  return written
}

async function record(work: Work, source: HelpImportSource, { counts, bad: wrong }: Written): Promise<HelpImport> {
  const row = await db(work)
    .insertInto('help_import')
    .values({
      store_id: work.storeId,
      id: work.newId('hli'),
      source,
      ...counts,
      bad: JSON.stringify(wrong.slice(0, limits.helpcenter.badShown)),
      by: authorOf(work),
      at: work.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const [shown] = await presentImports(work, [row])
  assert(shown, 'an import that was written can be shown')
  return shown
}
