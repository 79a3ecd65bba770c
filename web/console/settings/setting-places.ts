import CalendarClock from 'lucide-react/icons/calendar-clock'
import Clock from 'lucide-react/icons/clock'
import BellRing from 'lucide-react/icons/bell-ring'
import BookText from 'lucide-react/icons/book-text'
import CodeXml from 'lucide-react/icons/code-xml'
import FileUser from 'lucide-react/icons/file-user'
import KeyRound from 'lucide-react/icons/key-round'
import Languages from 'lucide-react/icons/languages'
import Inbox from 'lucide-react/icons/inbox'
import ListOrdered from 'lucide-react/icons/list-ordered'
import Timer from 'lucide-react/icons/timer'
import UsersRound from 'lucide-react/icons/users-round'

import { reaches, type Role } from '../roles.ts'

/** Settings of the contact center, each with its page. What holds keys or passwords is an administrator's. */
export const settingPlaces = [
  { id: 'teams', to: '/settings/teams', icon: UsersRound },
  { id: 'skills', to: '/settings/skills', icon: Languages },
  { id: 'queues', to: '/settings/queues', icon: ListOrdered },
  { id: 'hours', to: '/settings/hours', icon: Clock },
  { id: 'shifts', to: '/settings/shifts', icon: CalendarClock },
  { id: 'deadlines', to: '/settings/deadlines', icon: Timer },
  { id: 'macros', to: '/settings/macros', icon: BookText },
  { id: 'notifications', to: '/settings/notifications', icon: BellRing },
  { id: 'privacy', to: '/settings/privacy', icon: FileUser, isSupervisors: true },
  { id: 'mailboxes', to: '/settings/mailboxes', icon: Inbox, isAdministrators: true },
  { id: 'widgets', to: '/settings/widgets', icon: CodeXml, isAdministrators: true },
  { id: 'logins', to: '/settings/logins', icon: KeyRound, isAdministrators: true },
] as const satisfies { id: string; to: string; icon: typeof Clock; isAdministrators?: true; isSupervisors?: true }[]

/** Those that somebody may open. */
export function settingPlacesFor(role: Role | undefined) {
  return settingPlaces.filter(
    (place) =>
      ('isAdministrators' in place ? reaches(role, 'administrator') : true) &&
      ('isSupervisors' in place ? reaches(role, 'supervisor') : true),
  )
}
