import type { StoredFile } from '#contract/files'
import { pageConnection, type LiveConnection } from '../live-connection.ts'
import { openKept, type Kept } from './kept.ts'
import { openOutbox, type Outbox } from './outbox.ts'
import { openTabs, type Tabs } from './tabs.ts'

/** Everything that conversations on one page share. */
export interface Chat {
  /** Whose it is, such as `cus_…`, `vis_…` or `stf_…`: nothing kept here is ever read by somebody else. */
  readonly owner: string
  readonly side: 'shopper' | 'desk'
  readonly kept: Kept
  readonly tabs: Tabs
  readonly outbox: Outbox
  readonly live: LiveConnection
  /** Begins a conversation; it is sent again until the server has it. */
  begin(opening: NonNullable<Parameters<Outbox['add']>[0]['opening']>, text: string, files: StoredFile[]): string
  close(): void
}

/** Opens the chat of one person on this page. */
export function openChat(owner: string, side: 'shopper' | 'desk', options: { memoryOnly?: boolean } = {}): Chat {
  const kept = openKept(options.memoryOnly)
  const tabs = openTabs(owner)
  const outbox = openOutbox(owner, kept, tabs)
  return {
    owner,
    side,
    kept,
    tabs,
    outbox,
    live: pageConnection(),
    begin: (opening, text, files) => outbox.add({ conversationId: 'new', opening, text, files }).clientId,
    close: () => tabs.close(),
  }
}
