import { addCalendar } from '#modules/calendars'
import { addQueue, changeQueue, ensureQueues } from '#modules/routing'
import { createTeam, setSkills } from '#modules/staff'
import type { Work } from '#platform/work'

/**
 * Who answers what in the demonstration store: two teams, two skills, opening hours, and queues beside the two that every store has.
 * Nobody is there until somebody plays them. The same again changes nothing.
 * @param staff ids of the people, by their names in the world
 */
export async function seedDesk(
  work: Work,
  staff: Readonly<Record<string, string>>,
  options: { timeZone: string },
): Promise<void> {
  const [safety, ...others] = await ensureQueues(work)
  const everything = others.at(-1)
  if (others.length !== 1 || !safety || !everything) return
  const ids = (...names: string[]) => names.flatMap((name) => staff[name] ?? [])
  await skills(work, staff.ines, ['lang:de'])
  await skills(work, staff.priya, ['safety'])
  const returns = await createTeam(work, { name: 'Returns', members: ids('sam', 'ines', 'priya') })
  await createTeam(work, { name: 'Fraud', members: ids('priya') })
  const always = await addCalendar(work, {
    name: 'Around the clock',
    timeZone: options.timeZone,
    alwaysOpen: true,
    week: [],
  })
  const weekdays = [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', to: '20:00' }))
  await addCalendar(work, { name: 'Weekdays', timeZone: options.timeZone, week: weekdays })
  await changeQueue(work, { id: everything.id, version: everything.version, calendar: always.id })
  await addQueue(work, {
    name: 'German',
    place: 10,
    calendar: always.id,
    skill: 'lang:de',
    matches: { locales: ['de'] },
  })
  await addQueue(work, {
    name: 'Returns',
    place: 20,
    team: returns.id,
    calendar: always.id,
    matches: { intents: ['return_item', 'exchange_item', 'return'] },
  })
}

async function skills(work: Work, staffId: string | undefined, names: string[]): Promise<void> {
  if (staffId) await setSkills(work, { id: staffId, skills: names })
}
