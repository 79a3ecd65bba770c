import CalendarClock from 'lucide-react/icons/calendar-clock'
import Clock from 'lucide-react/icons/clock'
import BellRing from 'lucide-react/icons/bell-ring'
import BookText from 'lucide-react/icons/book-text'
import CodeXml from 'lucide-react/icons/code-xml'
import KeyRound from 'lucide-react/icons/key-round'
import Languages from 'lucide-react/icons/languages'
import Inbox from 'lucide-react/icons/inbox'
import ListOrdered from 'lucide-react/icons/list-ordered'
import Timer from 'lucide-react/icons/timer'
import UsersRound from 'lucide-react/icons/users-round'

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
  { id: 'mailboxes', to: '/settings/mailboxes', icon: Inbox, isAdministrators: true },
  { id: 'widgets', to: '/settings/widgets', icon: CodeXml, isAdministrators: true },
  { id: 'logins', to: '/settings/logins', icon: KeyRound, isAdministrators: true },
] as const satisfies { id: string; to: string; icon: typeof Clock; isAdministrators?: true }[]

/** Those that somebody may open. */
export function settingPlacesFor(role: string | undefined) {
  return settingPlaces.filter((place) => role === 'administrator' || !('isAdministrators' in place))
}
