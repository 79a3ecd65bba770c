import type { ColumnType } from 'kysely'
import type { FeedbackWhy, HelpTopic } from './contract.ts'
import type { HelpDocument } from './document/contract.ts'

export interface HelpTables {
  help_category: HelpCategoryRow
  help_article: HelpArticleRow
  help_translation: HelpTranslationRow
  help_version: HelpVersionRow
  help_related: { store_id: string; article_id: string; related_id: string; position: number }
  help_redirect: HelpRedirectRow
  help_view: { store_id: string; article_id: string; locale: string; day: string; views: number }
  help_feedback: HelpFeedbackRow
  help_contact: HelpContactRow
  help_synonym: HelpSynonymRow
  help_import: HelpImportRow
}

export type TranslationState = 'draft' | 'scheduled' | 'published' | 'unpublished'

export type CategoryNames = Record<string, { name: string; summary: string }>

export interface HelpCategoryRow {
  store_id: string
  id: string
  slug: string
  position: number
  names: ColumnType<CategoryNames, string, string>
  source: string | null
  source_reference: string | null
  version: number
}

export interface HelpArticleRow {
  store_id: string
  id: string
  category_id: string | null
  topic: HelpTopic | null
  position: number
  archived_at: Date | null
  source: string | null
  source_reference: string | null
  created_by: string
  created_at: Date
  updated_at: Date
  version: number
}

/** What somebody writes, before it is published. */
export interface DraftContent {
  slug: string
  title: string
  summary: string
  keywords: string[]
  doc: HelpDocument
}

/** A time that came when the draft could not be published. */
export interface PublicationRefused {
  /** The time it had, in ISO. */
  at: string
  /** As a publication by hand would be refused: `not_ready`, `slug_taken`, `nothing_to_publish`. */
  code: string
  /** What it lacked, for `not_ready`. */
  missing: string[]
}

export interface HelpTranslationRow {
  store_id: string
  article_id: string
  locale: string
  state: TranslationState
  /** The last one published; before that, the one it will have. */
  slug: string
  title: string | null
  summary: string | null
  keywords: string[]
  doc: ColumnType<HelpDocument | null, string | null, string | null>
  /** Files of what is published: only these are shown to everybody, and only while it is. */
  files: string[]
  /** The number of the version that is, or was last, read; 0 before the first. */
  published_version: number
  published_at: Date | null
  draft: ColumnType<DraftContent | null, string | null, string | null>
  draft_slug: string | null
  draft_files: string[]
  draft_by: string | null
  draft_at: Date | null
  scheduled_at: Date | null
  scheduled_by: string | null
  /** Why it did not go live at its time, until it does or gets another one. */
  publication_refused: ColumnType<PublicationRefused | null, string | null, string | null>
  /** Of what an import wrote last; null once somebody changed it here. */
  import_hash: string | null
  publish_when_ready: boolean
  updated_at: Date
  version: number
}

export interface HelpVersionRow {
  store_id: string
  article_id: string
  locale: string
  number: number
  slug: string
  title: string
  summary: string
  keywords: string[]
  doc: ColumnType<HelpDocument, string, string>
  files: string[]
  published_by: string
  published_at: Date
}

export interface HelpRedirectRow {
  store_id: string
  id: string
  locale: string
  slug: string
  article_id: string
  by_hand: boolean
  created_by: string
  created_at: Date
}

export interface HelpFeedbackRow {
  store_id: string
  id: string
  article_id: string
  locale: string
  number: number
  person: string | null
  helped: boolean
  why: FeedbackWhy | null
  words: string | null
  search_id: string | null
  at: Date
}

export interface HelpContactRow {
  store_id: string
  conversation_id: string
  article_id: string | null
  locale: string | null
  search_id: string | null
  at: Date
}

export interface HelpSynonymRow {
  store_id: string
  id: string
  locale: string
  words: string[]
  version: number
  updated_by: string
  updated_at: Date
}

/** What could not be taken in, or what is left out of something that was. */
export interface BadRow {
  file: string | null
  line: number | null
  reference: string | null
  code: string
  reason: string
}

export interface HelpImportRow {
  store_id: string
  id: string
  source: string
  created: number
  updated: number
  unchanged: number
  kept: number
  bad: ColumnType<BadRow[], string, string>
  by: string
  at: Date
}
