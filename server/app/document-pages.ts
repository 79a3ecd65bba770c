import type { CreditNote } from '#contract/refunds'
import type { Invoice } from '#contract/statements'
import type { PublicStore } from '#contract/stores'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { drawInvoice, drawNote } from './documents/draw-documents.ts'
import { drawNothing } from './documents/sheet.ts'
import { documentStyle } from './documents/style.ts'
import { type Language, words } from './documents/words.ts'
import { askApi, type ApiAnswer } from './help/ask-api.ts'
import { languageOfReader } from './help/choose-language.ts'
import { sendPage } from './help/send-page.ts'

/**
 * Serves invoices and credit notes as pages of their own, whole without a script and made for printing. They ask our own API as
 * whoever opened them: what is another's is not there, and nothing of them is kept between.
 */
export function registerDocuments(http: FastifyInstance): void {
  const open = (path: string, draw: (request: FastifyRequest, id: string) => Promise<ApiAnswer<string>>) =>
    http.get(path, { config: { label: `GET ${path}` } }, async (request, reply) => {
      const { id } = request.params as { id: string }
      const { status, body } = await draw(request, id)
      if (body !== undefined) return await sendPage(request, reply, { text: body, keeping: 'private' })
      return await withoutDocument(request, reply, status)
    })

  open('/documents/invoices/:id', async (request, id) => {
    const invoice = await askApi<Invoice>(http, request, `GET /me/payments/${encodeURIComponent(id)}/invoice`)
    return { ...invoice, body: invoice.body && drawInvoice(invoice.body, languageAsked(request)) }
  })
  open('/documents/credit-notes/:id', async (request, id) => {
    const note = await askApi<CreditNote>(http, request, `GET /credit-notes/${encodeURIComponent(id)}`)
    const store = await askApi<PublicStore>(http, request, 'GET /store')
    if (!note.body || !store.body) return { status: note.status, body: undefined }
    const { name, country, supportEmail, timeZone } = store.body
    const locale = languageAsked(request) ?? languageOf(request)
    return { status: 200, body: drawNote(note.body, { legalName: name, country, supportEmail, timeZone, locale }) }
  })
  http.get('/documents/style.css', { config: { label: 'GET /documents/style.css' } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('text/css; charset=utf-8').send(documentStyle),
  )
}

async function withoutDocument(request: FastifyRequest, reply: FastifyReply, status: number): Promise<FastifyReply> {
  if (status === 401 || status === 403)
    return reply.header('cache-control', 'no-store').redirect(`/sign-in?then=${encodeURIComponent(request.url)}`, 303)
  const which = status === 422 ? 'notYet' : 'missing'
  const text = drawNothing(languageAsked(request) ?? languageOf(request), which, '/account/payments')
  return await sendPage(request, reply, { text, keeping: 'private', status: which === 'notYet' ? 200 : 404 })
}

/** Named in the address, by a screen that is in another language than the account. */
function languageAsked(request: FastifyRequest): Language | undefined {
  const { language } = request.query as { language?: unknown }
  return typeof language === 'string' && Object.hasOwn(words, language) ? (language as Language) : undefined
}

function languageOf(request: FastifyRequest): Language {
  return (languageOfReader(request, Object.keys(words)) ?? 'en') as Language
}
