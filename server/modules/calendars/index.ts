export { holidayFeedPort, type HolidayFeedPort } from './ports.ts'
export { addCalendar } from './commands/save-calendar.ts'
export { loadCalendar, loadCalendars, nextShift, shiftSpans } from './queries.ts'
export {
  addWorkingMinutes,
  isOpen,
  nextChange,
  nextOpening,
  workingMinutesBetween,
  type OpeningHours,
} from './rules.ts'
export { calendarsModule } from './module.ts'
