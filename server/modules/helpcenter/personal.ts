import { ofConversation, type PersonalData } from '#platform/personal'

/** What it keeps of readers: what they said and looked for, under no name. */
export const helpcenterPersonal: PersonalData = {
  tables: {
    help_category: null,
    help_article: null,
    help_translation: null,
    help_version: null,
    help_related: null,
    help_redirect: null,
    help_view: null,
    help_synonym: null,
    help_import: null,
    help_search: null,
    help_search_entry: null,
    help_search_posting: null,
    help_search_size: null,
    help_search_term: null,
    help_search_word: null,
    // By a keyed hash, which is blanked after a while; nobody can be found by it.
    help_feedback: null,
    help_contact: { rows: ofConversation(), forget: 'rows' },
  },
}
