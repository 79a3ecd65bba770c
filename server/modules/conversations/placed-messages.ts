import type { Work } from '#platform/work'

/** A message that lies in another conversation than before. */
export interface PlacedMessage {
  id: string
  conversationId: string
}

type Follow = (work: Work, messages: readonly PlacedMessage[]) => Promise<void>

const followers: Follow[] = []

/**
 * For modules below: has what they keep of a message go where the message goes, in the same transaction, so that nobody sees it for
 * a moment longer than the message.
 */
export function followMessages(follow: Follow): void {
  if (!followers.includes(follow)) followers.push(follow)
}

export async function takeAlong(work: Work, messages: readonly PlacedMessage[]): Promise<void> {
  for (const follow of followers) await follow(work, messages)
}
