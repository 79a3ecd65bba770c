import { findStore } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import { localDate } from '#platform/time'
import type { Work } from '#platform/work'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

/** Adds one to how often an article was read today, in the store's days. Of the reader nothing is noted. */
export async function countView(
  work: Work,
  { articleId, locale }: { articleId: string; locale: string },
): Promise<void> {
  const { timeZone } = await findStore(work)
  await db(work)
    .insertInto('help_view')
    .values({
      store_id: work.storeId,
      article_id: articleId,
      locale,
      day: localDate(work.now, timeZone),
      views: 1,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'article_id', 'locale', 'day'])
        .doUpdateSet((each) => ({ views: each('help_view.views', '+', 1) })),
    )
    .execute()
}

/** Whether a program reads: search engines and previews are no readers. */
export function isProgram(userAgent: string | undefined): boolean {
  return userAgent === undefined || /bot\b|crawl|spider|slurp|preview|monitor|curl|wget/i.test(userAgent)
}
