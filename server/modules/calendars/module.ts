import { defineModule } from '#platform/module'
import { readHolidays } from './jobs/read-holidays.ts'
import { calendarRoutes } from './routes.ts'
import { readFeeds } from './schedule.ts'

export const calendarsModule = defineModule({
  name: 'calendars',
  routes: [calendarRoutes],
  jobs: [readHolidays],
  schedules: [readFeeds],
})
