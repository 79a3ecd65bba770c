import { administrator, key, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { keepHolidays } from './commands/keep-holidays.ts'
import { planShifts } from './commands/plan-shifts.ts'
import { addCalendar, changeCalendar } from './commands/save-calendar.ts'
import { calendars } from './contract.ts'
import { listShifts, presentCalendars, showCalendar } from './queries.ts'

const supervisors = [staff('supervisor'), administrator]

export const calendarRoutes = routes(calendars, {
  'GET /calendars': {
    who: [staff('associate'), key('admin')],
    query: async (reader) => ({ data: await presentCalendars(reader) }),
  },
  'POST /calendars': { who: supervisors, command: addCalendar },
  'PUT /calendars/:id': { who: supervisors, command: changeCalendar },
  'POST /calendars/:id/holidays': {
    who: supervisors,
    command: async (work, { id, ical }) => {
      await keepHolidays(work, { calendarId: id, ical })
      return await showCalendar(work, id)
    },
  },
  'GET /shifts': {
    who: [staff('associate'), key('admin')],
    query: (reader, { from, to }) => listShifts(reader, { from: new Date(from), to: new Date(to) }),
  },
  'PUT /shifts': { who: supervisors, command: planShifts },
})
