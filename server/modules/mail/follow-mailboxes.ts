import type { App } from '#platform/app'
import type { Service } from '#platform/module'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import { followMailbox } from './follow-mailbox.ts'
import { mailboxPort } from './ports.ts'
import type { MailTables } from './tables.ts'
import { limits } from '../../limits.ts'

const db = tablesOf<MailTables>()

interface Followed {
  version: number
  end: AbortController
}

const followed = new WeakMap<App, Map<string, Followed>>()
/** Mailboxes whose server refused us, and until when it is left alone: many a server locks an account that is tried too often. */
const refused = new WeakMap<App, Map<string, { version: number; until: number }>>()

/**
 * Keeps every mailbox read that is to be read: those whose connection broke are tried again at the next look, those that were changed
 * begin anew, and those that another process reads are left to it.
 */
export const followMailboxes: Service = {
  name: 'mail.follow-mailboxes',
  async look(app, stopping) {
    if (!app.ports.has(mailboxPort)) return limits.mail.lookSeconds * 1000
    const mine = followed.get(app) ?? new Map<string, Followed>()
    followed.set(app, mine)
    const wanted = await db(app)
      .selectFrom('mailbox')
      .select(['id', 'version'])
      .where('store_id', '=', app.storeId)
      .where('kind', '=', 'imap')
      .where('active', '=', true)
      .execute()
    const versions = new Map(wanted.map(({ id, version }) => [id, version]))
    for (const [id, each] of mine) if (versions.get(id) !== each.version) each.end.abort()
    for (const { id, version } of wanted)
      if (!mine.has(id) && !isLeftAlone(app, id, version)) begin(app, mine, { id, version }, stopping)
    return limits.mail.lookSeconds * 1000
  },
}

function isLeftAlone(app: App, id: string, version: number): boolean {
  const rest = refused.get(app)?.get(id)
  return rest !== undefined && rest.version === version && rest.until > performance.now()
}

function begin(
  app: App,
  mine: Map<string, Followed>,
  { id, version }: { id: string; version: number },
  stopping: AbortSignal,
): void {
  const end = new AbortController()
  mine.set(id, { version, end })
  void followMailbox(app, id, AbortSignal.any([stopping, end.signal]))
    .catch((error: Error) => {
      app.log.warn({ mailbox: id, reason: error.message }, 'a mailbox cannot be read')
      if (!(error instanceof OutsideError) || error.outcome !== 'refused') return
      const rests = refused.get(app) ?? new Map<string, { version: number; until: number }>()
      refused.set(app, rests.set(id, { version, until: performance.now() + limits.mail.refusedSeconds * 1000 }))
    })
    .finally(() => mine.delete(id))
}
