import { filesAreHeldIn } from '#modules/files'
import { defineModule } from '#platform/module'
import { articleTopic } from './live.ts'
import { helpArticleRoutes, helpPageRoutes, helpSettingRoutes } from './routes.ts'
import { publicationDue } from './timers/publication.ts'

export { listPublished } from './all-published.ts'
export { showHelpCategory, showHelpHome, showHelpPage } from './pages.ts'

filesAreHeldIn('help_translation', 'files', { list: true })
filesAreHeldIn('help_translation', 'draft_files', { list: true })
filesAreHeldIn('help_version', 'files', { list: true })

export const helpcenterModule = defineModule({
  name: 'helpcenter',
  routes: [helpPageRoutes, helpArticleRoutes, helpSettingRoutes],
  timers: [publicationDue],
  topics: [articleTopic],
})
