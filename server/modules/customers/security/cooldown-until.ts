import { addHours } from '#platform/time'

/**
 * Until when somebody whose e-mail, phone or password changed lately is held to what was there before: money goes only where it came
 * from, parcels only where they were to go. Undefined when nothing holds them.
 * @param hours the policy's `change.cooldown`, in whatever scope is asked about
 */
export function cooldownUntil(
  { contactChangedAt }: { contactChangedAt?: Date | null | undefined },
  hours: number,
  now: Date,
): Date | undefined {
  const until = contactChangedAt && addHours(contactChangedAt, hours)
  return until && now < until ? until : undefined
}
