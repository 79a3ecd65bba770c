import { findStore } from '#modules/stores'
import { keepMailedLink } from '#modules/customers'
import type { App } from '#platform/app'
import { anonymous } from '#platform/auth/actor'
import { pathOfOurs } from '#platform/auth/path-of-ours'
import { read } from '#platform/transact'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { limits } from '../limits.ts'
import { acceptForms } from './accept-forms.ts'
import { languageOfReader } from './help/choose-language.ts'
import { askSignIn, type Asked } from './sign-in/ask.ts'
import { pageDrawer, type PlainPage } from './sign-in/draw.ts'
import {
  codePage,
  forgotPage,
  leaveLostPage,
  leavePage,
  linkSentPage,
  overPage,
  passwordPage,
  resetPage,
  secondStepPage,
  signedInPage,
  signInPage,
  undoPage,
} from './sign-in/pages.ts'
import { type Language, words } from './sign-in/words.ts'

type Form = Record<string, string | undefined>

/**
 * Serves signing in, a forgotten password, taking something back and unsubscribing as plain pages with forms, whole without a script; where the
 * portal's script runs, it takes over. Links in mails lead here: their token goes into a cookie, and the address goes on without it.
 * @param folder where the browser apps were built to
 */
export async function registerSignInPages(http: FastifyInstance, app: App, folder: string): Promise<void> {
  const draw = pageDrawer(folder)

  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    page: PlainPage,
    trouble?: Asked,
  ): Promise<FastifyReply> => {
    const language = (languageOfReader(request, Object.keys(words)) ?? 'en') as Language
    const { name } = await findStore(read(app, anonymous))
    const shown = { ...page, trouble: trouble && troubleOf(trouble, language) }
    const html = draw(shown, { language, store: name, isTakenOver: request.method === 'GET' })
    return reply
      .code(trouble ? (trouble.status === 403 ? 403 : 422) : 200)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(html)
  }
  const go = (reply: FastifyReply, to: string) => reply.header('cache-control', 'no-store').redirect(to, 303)

  const open = (path: string, page: (request: FastifyRequest, reply: FastifyReply) => Promise<PlainPage>) =>
    http.get(path, { config: { label: `GET ${path}` } }, async (request, reply) => {
      const { token } = request.query as Form
      if (token === undefined) return await send(request, reply, await page(request, reply))
      keepMailedLink(app, reply, token)
      // Whatever is loaded next is not to learn where this came from.
      return go(reply.header('referrer-policy', 'no-referrer'), path)
    })

  open('/sign-in', async (request) => signInPage('', pathOfOurs((request.query as Form).then)))
  open('/forgot-password', async () => forgotPage(''))
  open('/signed-in', async (request) => signedInPage((request.query as Form).new === 'password'))
  const openMailed = (path: string, purpose: string, page: (email: string) => PlainPage) =>
    open(path, async (request, reply) => {
      const link = await askSignIn(http, request, reply, 'GET /mailed-link')
      return link.body.purpose === purpose ? page(String(link.body.email)) : overPage
    })
  openMailed('/reset-password', 'password_reset', resetPage)
  openMailed('/undo', 'undo', undoPage)

  // Its token opens nothing and ends one kind of mail, so it stays in the address.
  http.get('/unsubscribe', { config: { label: 'GET /unsubscribe' } }, async (request, reply) => {
    const { token = '' } = request.query as Form
    const choice = await askSignIn(http, request, reply, `GET /mail-choices?token=${encodeURIComponent(token)}`)
    return await send(request, reply, choice.ok ? leavePage(token, choiceOf(choice)) : leaveLostPage)
  })

  await http.register(async (scope) => {
    acceptForms(scope)
    const take = (
      path: string,
      answer: (form: Form, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
    ) =>
      scope.post(path, { config: { label: `POST ${path}` } }, (request, reply) =>
        answer((request.body ?? {}) as Form, request, reply),
      )

    take('/sign-in', async (form, request, reply) => {
      const [email, then] = [(form.email ?? '').trim(), pathOfOurs(form.then)]
      const ask = (route: string, body: object) => askSignIn(http, request, reply, route, body)
      if (form.way === 'password') return await send(request, reply, passwordPage(email, then))
      if (form.way === 'code' || form.way === undefined) {
        const sent = await ask('POST /sign-in/codes', { email })
        return await send(request, reply, sent.ok ? codePage(email, then) : signInPage(email, then), troubled(sent))
      }
      const entered =
        form.way === 'second'
          ? await ask('POST /sign-in/second-step', { code: form.code ?? '' })
          : await ask('POST /sign-in', {
              email,
              ...(form.code === undefined ? { password: form.password ?? '' } : { code: form.code }),
            })
      if (entered.ok) return go(reply, then ?? '/signed-in')
      if (entered.code === 'second_step_needed') return await send(request, reply, secondStepPage(entered.step, then))
      const again =
        form.way === 'second' && entered.code !== 'sign_in_over'
          ? secondStepPage(form.step ?? '', then)
          : form.password !== undefined
            ? passwordPage(email, then)
            : form.way === 'second'
              ? signInPage('', then)
              : codePage(email, then)
      return await send(request, reply, again, entered)
    })

    take('/forgot-password', async ({ email = '' }, request, reply) => {
      const sent = await askSignIn(http, request, reply, 'POST /forgot-password', { email: email.trim() })
      const page = sent.ok ? linkSentPage(email.trim(), limits.signIn.resetMinutes) : forgotPage(email)
      return await send(request, reply, page, troubled(sent))
    })

    take('/reset-password', async ({ password = '' }, request, reply) => {
      const link = await askSignIn(http, request, reply, 'GET /mailed-link')
      const set = await askSignIn(http, request, reply, 'POST /password-reset', { password })
      if (set.ok)
        return set.body.next === 'done'
          ? go(reply, '/signed-in?new=password')
          : await send(request, reply, secondStepPage('authenticator'))
      if (set.code === 'link_over') return await send(request, reply, overPage)
      return await send(request, reply, resetPage(String(link.body.email ?? '')), set)
    })

    take('/unsubscribe', async ({ token = '', way }, request, reply) => {
      const wanted = way === 'again'
      const choice = await askSignIn(http, request, reply, 'POST /mail-choices', { token, wanted })
      return await send(request, reply, choice.ok ? leavePage(token, choiceOf(choice)) : leaveLostPage)
    })

    take('/undo', async (_form, request, reply) => {
      const undone = await askSignIn(http, request, reply, 'POST /account-undo', {})
      if (undone.ok) return go(reply, '/reset-password')
      return await send(request, reply, overPage, undone.code === 'link_over' ? undefined : undone)
    })
  })
}

const choiceOf = ({ body }: Asked) => ({ words: String(body.words), wanted: body.wanted === true })

const troubled = (asked: Asked): Asked | undefined => (asked.ok ? undefined : asked)

function troubleOf({ code, param }: Asked, language: Language): string {
  const { trouble } = words[language]
  if (param === 'email') return trouble.email
  return code in trouble ? trouble[code as keyof typeof trouble] : trouble.other
}
