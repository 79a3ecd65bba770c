import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import { conductOf, type Person } from './queries.ts'
import { whyNotWelcome } from './rules.ts'

/** Refuses `mail_only` or `blocked` what somebody writes whose conduct has led there. Only for their own writing. */
export async function requireWelcome(reader: Reader, person: Person, channel: string): Promise<void> {
  const hindrance = whyNotWelcome(await conductOf(reader, person), channel)
  if (hindrance) refuse(hindrance.code, undefined, hindrance.message)
}
