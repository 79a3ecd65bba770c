import { defineModule } from '#platform/module'
import { widgetSessions } from './authenticator.ts'
import { widgetRoutes } from './routes.ts'
import { tidyWidgets } from './schedule.ts'

export { findWidgetOrigins, listWidgets } from './queries.ts'
export { addWidget } from './commands/put-widget.ts'

export const widgetsModule = defineModule({
  name: 'widgets',
  routes: [widgetRoutes],
  authenticators: [widgetSessions],
  schedules: [tidyWidgets],
})
