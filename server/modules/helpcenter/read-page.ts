import type { FastifyRequest } from 'fastify'
import type { RawContext } from '#platform/contract/routes'
import { countView, isProgram } from './count-view.ts'
import type { HelpPage } from './contract.ts'
import { showHelpPage } from './pages.ts'
import { noteChoice } from './search/kept-searches.ts'

/** Shows a published article, and counts that it was read, and found by a search, unless whoever asks only looks something up. */
export async function readPage(
  context: RawContext<{
    slug: string
    locale?: string | undefined
    counted?: boolean | undefined
    search?: string | undefined
  }>,
  { headers }: Pick<FastifyRequest, 'headers'>,
): Promise<HelpPage> {
  const { input, actor } = context
  const page = await showHelpPage(context.read(), input)
  const isReader = actor.kind !== 'staff' && actor.kind !== 'key' && !isProgram(headers['user-agent'])
  if (input.counted !== false && isReader)
    await context.transact(async (work) => {
      await countView(work, { articleId: page.article, locale: page.locale })
      if (input.search) await noteChoice(work, { id: input.search, article: page.article })
    })
  return page
}
