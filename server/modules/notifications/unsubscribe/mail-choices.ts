import type { FastifyReply, FastifyRequest } from 'fastify'
import { findCustomer } from '#modules/customers'
import { findStore } from '#modules/stores'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import type { RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { chooseTopics, type TopicChoice } from '../choices/choose-topics.ts'
import type { MailChoice } from '../contract.ts'
import { voiceFor } from '../locale.ts'
import { preferencesOf } from '../preferences.ts'
import { readUnsubscribeToken, type MailOf } from './unsubscribe-token.ts'

const byLink = system('notifications.mail-link')

/** What the link is about, for the page behind it. Looking changes nothing: mail programs and scanners open links by themselves. */
export async function showMailChoice({ app, read, input }: RawContext<{ token: string }>): Promise<MailChoice> {
  return await present(read(byLink), ofToken(app, input.token))
}

/** What somebody chose on that page. */
export async function chooseByLink({
  app,
  input: { token, wanted },
  transact,
}: RawContext<{ token: string; wanted: boolean }>): Promise<MailChoice> {
  const mail = ofToken(app, token)
  return await transact(async (work) => {
    await chooseTopics(work, mail.customerId, choicesOf(mail, wanted), 'mail')
    return await present(work, mail)
  }, byLink)
}

/** One click in a mail program (RFC 8058): it posts without cookies and expects no page. */
export async function unsubscribeAtOnce(
  { app, input: { token }, transact }: RawContext<{ token: string }>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const mail = ofToken(app, token)
  request.raw.resume()
  await transact(async (work) => await chooseTopics(work, mail.customerId, choicesOf(mail, false), 'mail'), byLink)
  return await reply.code(200).type('text/plain; charset=utf-8').send('You get no more of these mails.\n')
}

/** Whoever opens that address themselves sees the page. */
export async function openUnsubscribePage(
  { app, input: { token } }: RawContext<{ token: string }>,
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  return await reply.redirect(`${app.config.publicUrl}/unsubscribe?token=${encodeURIComponent(token)}`, 302)
}

function ofToken(app: App, token: string): MailOf {
  return readUnsubscribeToken(app.config, token, app.clock.now()) ?? notFound('mail link')
}

function choicesOf({ topics }: MailOf, wanted: boolean): TopicChoice[] {
  return topics.map((topic) => ({ topic, wanted }))
}

async function present(reader: Reader, { customerId, topics }: MailOf): Promise<MailChoice> {
  const [customer, store] = [await findCustomer(reader, customerId), await findStore(reader)]
  const { catalog, locale } = voiceFor(customer.locale, store.locale)
  const wanted = await preferencesOf(reader, customer.id)
  return {
    topics,
    words: new Intl.ListFormat(locale).format(topics.map((topic) => catalog.topics[topic])),
    wanted: topics.some((topic) => wanted[topic].by.email),
    store: store.name,
  }
}
