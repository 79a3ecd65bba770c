import { findConversation } from '#modules/conversations'
import { findCustomer } from '#modules/customers'
import { findStore } from '#modules/stores'
import { canonicalLocale } from '#platform/canonical-locale'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { titlesOf } from './queries.ts'
import type { HelpSearchTables } from './search/tables.ts'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables & HelpSearchTables>()

/** What somebody read and looked for before they wrote, for the colleague who answers. Nothing of it where they came another way. */
export async function showCameFrom(
  reader: Reader,
  { conversation }: { conversation: string },
): Promise<{ article: { id: string; title: string } | null; search: string | null; locale: string }> {
  const { id, customer_id: customerId, locale } = await findConversation(reader, conversation)
  const [store, customer] = [
    await findStore(reader),
    customerId === null ? null : await findCustomer(reader, customerId),
  ]
  const contact = await db(reader)
    .selectFrom('help_contact')
    .leftJoin('help_search', (join) =>
      join
        .onRef('help_search.store_id', '=', 'help_contact.store_id')
        .onRef('help_search.id', '=', 'help_contact.search_id'),
    )
    .select(['help_contact.article_id', 'help_search.query'])
    .where('help_contact.store_id', '=', reader.storeId)
    .where('help_contact.conversation_id', '=', id)
    .executeTakeFirst()
  const articleId = contact?.article_id ?? null
  const titles = articleId === null ? null : await titlesOf(reader, [articleId])
  return {
    article: articleId === null ? null : { id: articleId, title: titles?.get(articleId) ?? '' },
    search: contact?.query ?? null,
    locale: canonicalLocale(locale ?? '') ?? canonicalLocale(customer?.locale ?? '') ?? store.locale,
  }
}
