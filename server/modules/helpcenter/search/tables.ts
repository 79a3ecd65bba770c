export interface HelpSearchTables {
  help_search_entry: SearchEntryRow
  help_search_posting: { store_id: string; locale: string; term: string; article_id: string; weight: number }
  help_search_term: { store_id: string; locale: string; term: string; documents: number; common: boolean }
  help_search_word: SearchWordRow
  help_search_size: { store_id: string; locale: string; documents: number }
  help_search: KeptSearchRow
}

export interface SearchEntryRow {
  store_id: string
  article_id: string
  locale: string
  title: string
  summary: string
  body: string
  title_terms: string[]
  terms: string[]
  words: string[]
}

export interface SearchWordRow {
  store_id: string
  locale: string
  /** Without accents. */
  word: string
  term: string
  documents: number
  near: string[]
}

export interface KeptSearchRow {
  store_id: string
  id: string
  locale: string
  /** Without numbers and addresses. */
  query: string
  results: number
  chosen_article_id: string | null
  chosen_at: Date | null
  at: Date
}
