import { articleSubjectsComeFrom } from '#modules/conversations'
import { filesAreHeldIn } from '#modules/files'
import { defineModule } from '#platform/module'
import { articleTopic } from './live.ts'
import { helpContactRoutes, helpOwnRoutes } from './own/routes.ts'
import { reactions } from './reactions.ts'
import { helpArticleRoutes, helpImportRoutes, helpInsightRoutes, helpPageRoutes, helpSettingRoutes } from './routes.ts'
import { blankPersons } from './schedule.ts'
import { findSubjectArticle } from './subject.ts'
import { helpSearchRoutes } from './search/routes.ts'
import { pruneKeptSearches } from './search/schedule.ts'
import { publicationDue } from './timers/publication.ts'
import { helpcenterPersonal } from './personal.ts'

export { listPublished } from './all-published.ts'
export { takeStarterSet } from './imports/starter-set.ts'
export { findPublishedFile } from './published-file.ts'
export { showHelpCategory, showHelpHome, showHelpPage } from './pages.ts'
export { indexDocument } from './search/index-document.ts'
export { searchHelp } from './search/search-help.ts'
export { suggestHelp } from './search/suggest-help.ts'

filesAreHeldIn('help_translation', 'files', { list: true })
filesAreHeldIn('help_translation', 'draft_files', { list: true })
filesAreHeldIn('help_version', 'files', { list: true })

// Conversations stand above: they are told here which articles there are.
articleSubjectsComeFrom(findSubjectArticle)

export const helpcenterModule = defineModule({
  name: 'helpcenter',
  personal: helpcenterPersonal,
  routes: [
    helpPageRoutes,
    helpArticleRoutes,
    helpImportRoutes,
    helpInsightRoutes,
    helpSettingRoutes,
    helpOwnRoutes,
    helpContactRoutes,
    helpSearchRoutes,
  ],
  reactions,
  schedules: [blankPersons, pruneKeptSearches],
  timers: [publicationDue],
  topics: [articleTopic],
})
