import { readdir, readFile } from 'node:fs/promises'
import { findStore } from '#modules/stores'
import type { HelpImport } from '../contract.ts'
import type { ImportFile } from './imported.ts'
import { runHelpImport, type Transact } from './run-import.ts'

const folder = new URL('../../../../packs/help/', import.meta.url)

/** Files of the articles that a store can begin with (`packs/help`). */
export async function starterFiles(): Promise<ImportFile[]> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/')).toSorted()
  return await Promise.all(
    names
      .filter((name) => name === 'categories.yaml' || /^[^/]+\/[^/]+\.md$/.test(name))
      .map(async (name) => ({ name, text: await readFile(new URL(name, folder), 'utf8') })),
  )
}

/**
 * Takes in the articles that a store can begin with, in all their languages. Once more changes nothing; after an update it brings what
 * is new, and leaves what was changed here.
 * @param publish whether they are read at once; drafts otherwise
 */
export async function takeStarterSet(transact: Transact, publish: boolean): Promise<HelpImport> {
  const { locale } = await transact((work) => findStore(work))
  return await runHelpImport(transact, { source: 'starter', files: await starterFiles(), publish, storeLocale: locale })
}
