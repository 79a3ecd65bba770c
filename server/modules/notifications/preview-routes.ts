import { findStore } from '#modules/stores'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'
import { audienceOf, isOnlyMailed } from './audience.ts'
import type { ComposedMail } from './compose.ts'
import type { NotificationPreview } from './contract.ts'
import { say } from './format.ts'
import { fillIn, staysInMail } from './hidden.ts'
import { voiceFor } from './locale.ts'
import { previewNotification } from './preview.ts'
import { samples } from './samples.ts'
import { topicOf, type Hidden, type TemplateName, type TemplateParams } from './templates.ts'
import { channels, wayOf, type Channel } from './topics.ts'

const sampleUrl = 'https://help.juniper.test/orders/ord_1'

const names = Object.keys(samples) as TemplateName[]

/** Everything that people are told, with the beginning that they see. */
export async function listTemplates(reader: Reader, { locale }: { locale?: string | undefined }) {
  const store = await findStore(reader)
  const spoken = locale ?? store.locale
  return {
    data: names.map((name) => ({
      name,
      subject: shownOf(previewNotification(name, { locale: spoken, params: sampleOf(name, store.name) })).subject,
      topic: topicOf[name],
      audience: audienceOf(name),
      channels: channelsOf(name),
    })),
  }
}

/** One of them as it would look, by each way. Dark or light is said to the mail itself, because a page cannot say it to a part of it. */
export async function showTemplate(
  reader: Reader,
  {
    name,
    locale,
    scheme = 'light',
  }: { name: string; locale?: string | undefined; scheme?: 'light' | 'dark' | undefined },
): Promise<NotificationPreview> {
  if (!names.includes(name as TemplateName)) return notFound('template')
  const template = name as TemplateName
  const store = await findStore(reader)
  const spoken = locale ?? store.locale
  const { subject, text, html, entry } = shownOf(
    previewNotification(template, {
      locale: spoken,
      zone: store.timeZone,
      params: sampleOf(template, store.name),
      frame: { storeName: store.name },
    }),
  )
  const voice = voiceFor(spoken)
  const short = { title: entry.headline, words: entry.words }
  const told = channelsOf(template)
  return {
    name,
    subject,
    text,
    html: html
      .replace('@media (prefers-color-scheme: dark)', scheme === 'dark' ? '@media all' : '@media not all')
      .replace('color-scheme: light dark;', `color-scheme: ${scheme};`),
    app: told.includes('app') ? short : null,
    push: told.includes('push') ? short : null,
    sms: told.includes('sms')
      ? say({ ...voice, zone: store.timeZone }, voice.catalog.short.text, {
          store: store.name,
          title: entry.headline,
          url: sampleUrl,
        })
      : null,
  }
}

// A mail that names the store names the one that looks at it.
function sampleOf<T extends TemplateName>(template: T, storeName: string): TemplateParams[T] {
  const sample = samples[template]
  return 'store' in sample ? { ...sample, store: storeName } : sample
}

// What is filled in only when a mail leaves looks like it does then.
function shownOf({ subject, text, html, entry, hidden }: ComposedMail) {
  const sample = new Map(Object.keys(hidden).map((key) => [key, key === 'code' ? '123456' : sampleUrl]))
  const show = (words: string) => fillIn(words, sample)
  return {
    subject: show(subject),
    text: show(text),
    html: show(html),
    entry: { headline: show(entry.headline), words: show(entry.words) },
  }
}

/** By which ways a kind of news can come. People of the store and sellers are mailed; a code stays in its mail. */
export function channelsOf(name: TemplateName): Channel[] {
  if (audienceOf(name) !== 'shopper' || isOnlyMailed(name)) return ['email']
  const sample = samples[name] as Record<string, unknown>
  const ways = channels.filter((channel) => wayOf(topicOf[name], channel) !== null)
  return 'code' in sample ? ['email'] : ways.filter((channel) => channel !== 'app' || !opens(sample.link))
}

function opens(value: unknown): boolean {
  const { hidden } = (value ?? {}) as Partial<Hidden>
  return hidden !== undefined && staysInMail({ link: hidden })
}
