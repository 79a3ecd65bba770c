import { defineModule } from '#platform/module'
import { askTimer, surveyReactions } from './reactions.ts'
import { surveyRoutes } from './routes.ts'
import { surveysPersonal } from './personal.ts'

export { surveyFigures } from './day-figures.ts'
export { findSurvey } from './queries.ts'
export { surveyUrl } from './survey-token.ts'
export type { SurveyRow } from './tables.ts'

export const surveysModule = defineModule({
  name: 'surveys',
  personal: surveysPersonal,
  routes: [surveyRoutes],
  reactions: surveyReactions,
  timers: [askTimer],
})
