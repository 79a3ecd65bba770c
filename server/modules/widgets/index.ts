import { defineModule } from '#platform/module'
import { widgetSessions } from './authenticator.ts'
import { widgetRoutes } from './routes.ts'
import { tidyWidgets } from './schedule.ts'
import { widgetsPersonal } from './personal.ts'

export { findWidgetOrigins, listWidgets } from './queries.ts'
export { addWidget } from './commands/put-widget.ts'

export const widgetsModule = defineModule({
  name: 'widgets',
  personal: widgetsPersonal,
  routes: [widgetRoutes],
  authenticators: [widgetSessions],
  schedules: [tidyWidgets],
})
