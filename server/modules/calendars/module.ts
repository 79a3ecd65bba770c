import { defineModule } from '#platform/module'
import { readHolidays } from './jobs/read-holidays.ts'
import { calendarRoutes } from './routes.ts'
import { readFeeds } from './schedule.ts'
import { calendarsPersonal } from './personal.ts'

export const calendarsModule = defineModule({
  name: 'calendars',
  personal: calendarsPersonal,
  routes: [calendarRoutes],
  jobs: [readHolidays],
  schedules: [readFeeds],
})
