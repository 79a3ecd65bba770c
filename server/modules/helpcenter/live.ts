import { asReader, roleReaches } from '#platform/auth/actor'
import { topic } from '#platform/live/topic'

/** `article:<id>`: that something about it changed; for people who work here. */
export const articleTopic = topic('article', {
  mayWatch: async ({ actor }) => {
    const who = asReader(actor)
    return who.kind === 'staff' && roleReaches(who.role, 'associate')
  },
})
