import { createHash } from 'node:crypto'
import { fileFetched } from '#events/files'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { publishNow } from '../commands/publish.ts'
import { lockArticle, lockTranslation } from '../commands/save-draft.ts'
import { missingIn } from '../document/missing.ts'
import { filesOf, withBlocks } from '../document/walk.ts'
import { articleDrafted } from '../events.ts'
import type { ArticleRecord, TranslationRecord } from '../queries.ts'
import type { HelpTables } from '../tables.ts'

const db = tablesOf<HelpTables>()

/** What a picture is fetched for: one address in one translation. */
export function pictureId(articleId: string, locale: string, url: string): string {
  return `${articleId} ${locale} ${createHash('sha256').update(url).digest('base64url').slice(0, 16)}`
}

/** A picture is here: it takes its place in the draft, and when it was the last one, what was to be published is. */
export const pictureHere = on(
  fileFetched,
  'helpcenter.picture-here',
  async (work, { payload: { fileId, url, about } }) => {
    const [articleId = '', locale = ''] = about.id.split(' ')
    const article = await lockArticle(work, articleId)
    const row = await lockTranslation(work, articleId, locale)
    if (!row?.draft) return
    const after = await putPicture(work, row, { fileId, url })
    if (!after) return
    await work.emit(articleDrafted, { kind: 'article', id: articleId }, { articleId, locale })
    await publishIfReady(work, article, after)
  },
  ({ about }) => about.kind === 'help_picture',
)

async function putPicture(
  work: Work,
  row: TranslationRecord,
  { fileId, url }: { fileId: string; url: string },
): Promise<TranslationRecord | undefined> {
  if (!row.draft) return undefined
  let isThere = false
  const doc = withBlocks(row.draft.doc, (block) => {
    if (block.type !== 'image' || block.attrs.file !== null || block.attrs.remote !== url) return block
    isThere = true
    const { remote: _remote, ...attrs } = block.attrs
    return { ...block, attrs: { ...attrs, file: fileId } }
  })
  if (!isThere) return undefined
  return await db(work)
    .updateTable('help_translation')
    .set({
      draft: JSON.stringify({ ...row.draft, doc }),
      draft_files: filesOf(doc),
      updated_at: work.now,
      version: row.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', row.article_id)
    .where('locale', '=', row.locale)
    .returningAll()
    .executeTakeFirst()
}

async function publishIfReady(work: Work, article: ArticleRecord, row: TranslationRecord): Promise<void> {
  if (!row.publish_when_ready || article.archived_at !== null || !row.draft) return
  if (missingIn(row.draft.doc).length === 0) await publishNow(work, article, row)
}
