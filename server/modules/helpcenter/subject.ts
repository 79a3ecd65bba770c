import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

/** An article that a conversation may be about: for colleagues any, for everybody else what is read. */
export async function findSubjectArticle(reader: Reader, id: string): Promise<{ id: string } | undefined> {
  const isDesk = ['staff', 'system', 'key'].includes(reader.actor.kind)
  return await db(reader)
    .selectFrom('help_article')
    .select('help_article.id')
    .where('help_article.store_id', '=', reader.storeId)
    .where('help_article.id', '=', id)
    .$if(!isDesk, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('help_translation')
            .select('locale')
            .whereRef('help_translation.store_id', '=', 'help_article.store_id')
            .whereRef('help_translation.article_id', '=', 'help_article.id')
            .where('state', '=', 'published'),
        ),
      ),
    )
    .executeTakeFirst()
}
