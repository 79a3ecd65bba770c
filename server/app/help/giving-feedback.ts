import type { FastifyReply } from 'fastify'
import { addressOf, articleAt, type Place, searchOf } from './reading.ts'
import type { HelpSite, Visit } from './site.ts'

/** Takes what a reader says of an article: from the page's form, or from its script, which wants to hear only that it came. */
export async function takeFeedback(site: HelpSite, visit: Visit, place: Place): Promise<FastifyReply> {
  const { request, reply } = visit
  const { body: article, status } = await articleAt(site, visit, place, { counted: 'false' })
  if (!article) return await site.failed(visit, place.locale, status)
  const { helped, why, words, search } = (request.body ?? {}) as Record<string, string | undefined>
  const isHelped = helped === 'yes'
  // The API looks where it was sent from: a form on another site is refused there.
  const given = await site.ask(
    visit,
    'POST /help/feedback',
    {},
    {
      article: article.article,
      locale: article.locale,
      helped: isHelped,
      ...(why && !isHelped ? { why } : {}),
      ...(words?.trim() && !isHelped ? { words: words.trim() } : {}),
      ...(search ? { search } : {}),
    },
  )
  const isTaken = given.status < 400
  if (String(request.headers.accept).includes('application/json'))
    return reply.code(isTaken ? 200 : given.status).send({ done: isTaken })
  if (!isTaken) return await site.show(visit, { kind: 'trouble' }, { locale: article.locale }, given.status)
  const after = new URLSearchParams({ helped: isHelped ? 'yes' : 'no', ...(search ? { search } : {}) })
  return reply.redirect(`${addressOf(article)}/thanks?${after}`, 303)
}

/** Thanks whoever said something without a script. */
export async function showThanks(site: HelpSite, visit: Visit, place: Place): Promise<FastifyReply> {
  const { body: article, status } = await articleAt(site, visit, place, { counted: 'false' })
  if (!article) return await site.failed(visit, place.locale, status)
  const { helped } = visit.request.query as { helped?: unknown }
  return await site.show(
    visit,
    { kind: 'thanks', article, helped: helped !== 'no' },
    { locale: article.locale, search: searchOf(visit) },
  )
}
