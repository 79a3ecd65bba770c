import type { HelpImportSource } from '#contract/helpcenter'

/** What comes in as files that somebody chooses. */
export type FileSource = Exclude<HelpImportSource, 'starter'>

const endings: Record<FileSource, string[]> = {
  markdown: ['.md', '.markdown'],
  zendesk: ['.json'],
  intercom: ['.json'],
}

export function endingsOf(source: FileSource): string[] {
  return endings[source]
}

/** The files that a kind of import reads, with their path where a folder was chosen; of a folder, what is something else stays out. */
export async function readFiles(
  chosen: readonly File[],
  source: FileSource,
): Promise<{ name: string; text: string }[]> {
  const wanted = chosen.filter(({ name }) => endings[source].some((ending) => name.toLowerCase().endsWith(ending)))
  return await Promise.all(
    wanted.map(async (file) => ({ name: file.webkitRelativePath || file.name, text: await file.text() })),
  )
}
