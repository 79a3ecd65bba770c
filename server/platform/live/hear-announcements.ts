import type { StoredClock } from '../database/stored-clock.ts'
import { listenTo, type Notifications } from '../database/notifications.ts'
import type { Log } from '../log.ts'
import { channel, type Announcement } from './announce.ts'
import type { LiveHub } from './hub.ts'

/** Passes on what other processes announce, and has everybody look again after the connection was away. */
export function hearAnnouncements(
  connectionString: string,
  live: LiveHub,
  clock: StoredClock | undefined,
  log: Log,
): Notifications {
  const reloadClock = () =>
    void clock?.reload().catch((error: Error) => log.warn({ reason: error.message }, 'could not read the clock'))
  return listenTo(
    connectionString,
    channel,
    {
      onMessage(payload) {
        const announcement = JSON.parse(payload) as Announcement
        if (announcement.from === live.id) return
        if (announcement.recheck) live.publish({ topics: new Map(), recheck: announcement.recheck })
        if (announcement.signal) live.signal(announcement.signal)
        if (announcement.topics) live.publish({ topics: new Map(announcement.topics) })
        if (announcement.dueAt) live.timersChanged([new Date(announcement.dueAt)])
        if (announcement.clock) reloadClock()
      },
      onConnect() {
        reloadClock()
        live.caughtUp()
      },
    },
    log,
  )
}
