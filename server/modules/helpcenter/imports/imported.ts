import type { HelpTopic } from '../contract.ts'
import type { HelpDocument } from '../document/contract.ts'
import type { BadRow } from '../tables.ts'

/** A file as it was sent. */
export interface ImportFile {
  name: string
  text: string
}

/** A category of another help center, by its reference there. */
export interface ImportedCategory {
  reference: string
  slug?: string | undefined
  position?: number | undefined
  names: Record<string, { name: string; summary: string }>
}

export interface ImportedTranslation {
  locale: string
  title: string
  /** Its address, where it says one itself. */
  slug?: string | undefined
  summary: string
  keywords: string[]
  doc: HelpDocument
  /** Whether it could be read where it came from. */
  published: boolean
  /** Addresses that it had there, which are to lead here. */
  oldSlugs: string[]
  file: string
  line: number | null
}

/** An article of another help center in the languages that came along. */
export interface ImportedArticle {
  reference: string
  /** Of a category that came along, or the slug or name of one that is there. */
  category: string | null
  topic: HelpTopic | null
  position: number | undefined
  related: string[]
  translations: ImportedTranslation[]
}

/** What was read from some files, before anything is written. */
export interface Imported {
  categories: ImportedCategory[]
  articles: ImportedArticle[]
  /** What could not be read, and what of what was read is left out. */
  bad: BadRow[]
}

/** A line of the list of what is wrong. */
export function bad(
  place: { file: string; line?: number | null; reference?: string | null },
  code: string,
  reason: string,
): BadRow {
  return { file: place.file, line: place.line ?? null, reference: place.reference ?? null, code, reason }
}
