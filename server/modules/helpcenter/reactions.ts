import { conversationOpened } from '#events/conversations'
import { on } from '#platform/events/on'
import { pictureHere } from './imports/pictures.ts'
import { tablesOf } from '#platform/tables'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

export const reactions = [
  pictureHere,

  on(
    conversationOpened,
    'helpcenter.conversation-opened',
    async (work, { at, payload: { conversationId, locale, help } }) => {
      if (!help) return
      await db(work)
        .insertInto('help_contact')
        .values({
          store_id: work.storeId,
          conversation_id: conversationId,
          article_id: help.article,
          locale,
          search_id: help.search,
          at,
        })
        .onConflict((conflict) => conflict.columns(['store_id', 'conversation_id']).doNothing())
        .execute()
    },
    ({ help }) => help !== undefined,
  ),
]
