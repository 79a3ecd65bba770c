import { anyone, key, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { archiveArticle, bringBackArticle } from './commands/archive.ts'
import { publishArticle } from './commands/publish.ts'
import { restoreVersion } from './commands/restore-version.ts'
import { dropDraft, saveDraft } from './commands/save-draft.ts'
import { addCategory, changeCategory, removeCategory } from './commands/write-category.ts'
import { changeArticle, createArticle } from './commands/write-article.ts'
import { addRedirect, removeRedirect } from './commands/write-redirect.ts'
import { addSynonyms, changeSynonyms, removeSynonyms } from './commands/write-synonyms.ts'
import { unpublishArticle, unscheduleArticle } from './commands/unpublish.ts'
import { helpArticles, helpImports, helpInsights, helpPages, helpSettings } from './contract.ts'
import { listImports, showImport } from './imports/queries.ts'
import { receiveHelpImport } from './imports/receive-import.ts'
import { listFeedback, showInsights } from './insights.ts'
import { showHelpCategory, showHelpHome } from './pages.ts'
import { previewDocument } from './preview.ts'
import { listArticles, showArticle } from './queries.ts'
import { readPage } from './read-page.ts'
import { takeFeedback } from './take-feedback.ts'
import { listCategories, listRedirects, listSynonyms } from './settings-queries.ts'
import { listVersions, showVersion } from './version-queries.ts'

const readers = [staff('associate'), key('admin')]
const writers = [staff('senior'), key('admin')]
const publishers = [staff('lead'), key('admin')]

export const helpPageRoutes = routes(helpPages, {
  'GET /help/home': { who: [anyone], query: showHelpHome },
  'GET /help/topics/:slug': { who: [anyone], query: showHelpCategory },
  'GET /help/articles/:slug': { who: [anyone], direct: readPage },
  'POST /help/feedback': {
    who: [anyone],
    limit: { perMinute: 20, by: 'ip' },
    direct: takeFeedback,
  },
})

export const helpArticleRoutes = routes(helpArticles, {
  'GET /help-articles': { who: readers, query: listArticles },
  'GET /help-articles/:id': { who: readers, query: showArticle },
  'POST /help-articles': { who: writers, command: createArticle },
  'PUT /help-articles/:id': { who: writers, command: changeArticle },
  'PUT /help-articles/:id/drafts/:locale': { who: writers, command: saveDraft },
  'DELETE /help-articles/:id/drafts/:locale': { who: writers, command: dropDraft },
  'POST /help-articles/:id/publication': { who: publishers, command: publishArticle },
  'DELETE /help-articles/:id/publication': { who: publishers, command: unpublishArticle },
  'DELETE /help-articles/:id/schedule': { who: publishers, command: unscheduleArticle },
  'GET /help-articles/:id/versions': { who: readers, query: listVersions },
  'GET /help-articles/:id/versions/:number': { who: readers, query: showVersion },
  'POST /help-articles/:id/restoration': { who: writers, command: restoreVersion },
  'POST /help-articles/:id/archive': { who: publishers, command: archiveArticle },
  'DELETE /help-articles/:id/archive': { who: publishers, command: bringBackArticle },
  'POST /help-articles/preview': { who: readers, query: previewDocument, limit: { perMinute: 240, by: 'actor' } },
})

export const helpInsightRoutes = routes(helpInsights, {
  'GET /help-insights': { who: readers, query: showInsights, limit: { perMinute: 60, by: 'actor' } },
  'GET /help-articles/:id/feedback': { who: readers, query: listFeedback },
})

export const helpImportRoutes = routes(helpImports, {
  'GET /help-imports': { who: readers, query: listImports },
  'GET /help-imports/:id': { who: readers, query: showImport },
  'POST /help-imports': { who: publishers, raw: receiveHelpImport, limit: { perMinute: 30, by: 'actor' } },
})

export const helpSettingRoutes = routes(helpSettings, {
  'GET /help-categories': { who: readers, query: listCategories },
  'POST /help-categories': { who: publishers, command: addCategory },
  'PUT /help-categories/:id': { who: publishers, command: changeCategory },
  'DELETE /help-categories/:id': { who: publishers, command: removeCategory },
  'GET /help-redirects': { who: readers, query: listRedirects },
  'POST /help-redirects': { who: publishers, command: addRedirect },
  'DELETE /help-redirects/:id': { who: publishers, command: removeRedirect },
  'GET /help-synonyms': { who: readers, query: listSynonyms },
  'POST /help-synonyms': { who: publishers, command: addSynonyms },
  'PUT /help-synonyms/:id': { who: publishers, command: changeSynonyms },
  'DELETE /help-synonyms/:id': { who: publishers, command: removeSynonyms },
})
