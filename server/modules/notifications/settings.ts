import { storePolicy } from '#modules/stores'
import type { TallyRule } from '#platform/auth/tally'
import { remembered } from '#platform/transact'
import { dateAfter, instantAt, localDate, localTime } from '#platform/time'
import type { Reader } from '#platform/work'

/** Local times as `21:00`; over midnight where the first is later. */
export interface QuietHours {
  from: string
  to: string
}

export interface NotificationSettings {
  quiet: QuietHours
  /** Small news about one order within so many minutes come in one mail. */
  bundleMinutes: number
  /** When the mail of the day leaves, by the reader's clock. */
  dailyAt: string
  textsPerDay: TallyRule
}

/** What the store says about when people are told. */
export async function notificationSettings(reader: Reader): Promise<NotificationSettings> {
  return await remembered(reader, 'notification settings', async () => {
    const policy = await storePolicy(reader)
    return {
      quiet: { from: policy.get('notify.quiet_from'), to: policy.get('notify.quiet_to') },
      bundleMinutes: policy.get('notify.bundle_minutes'),
      dailyAt: policy.get('notify.daily_at'),
      textsPerDay: { name: 'texts to', limit: policy.get('notify.texts_per_day'), windowMinutes: 24 * 60 },
    }
  })
}

/** When somebody may be pushed to or texted: at once, or at the end of their night. The same time twice is no night. */
export function afterQuiet({ from, to }: QuietHours, now: Date, zone: string): Date {
  const time = localTime(now, zone)
  const isQuiet = from <= to ? time >= from && time < to : time >= from || time < to
  return isQuiet ? nextAt(now, to, zone) : now
}

/** The next moment at which it is this time where somebody is. */
export function nextAt(now: Date, time: string, zone: string): Date {
  const date = localDate(now, zone)
  const today = instantAt(date, time, zone)
  return today > now ? today : instantAt(dateAfter(date, 1), time, zone)
}
