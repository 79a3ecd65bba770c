import type { StoredFile } from '#contract/files'
import { call } from '../../../kit/call.ts'
import { senderOf } from '../../../kit/realm.ts'
import { brokenPhoto } from './broken-photo.ts'
import type { Script } from './scripts.ts'

const asShopper = { as: 'shopper' } as const

/** Writes as the script’s shopper, about their order. Demonstration store only; this browser is that shopper afterwards. */
export async function openAs(script: Script, text: string): Promise<string> {
  await be(script)
  const files = script.photo ? [await sendPhoto()] : []
  const { conversation } = await call(
    'POST /conversations',
    {
      about: { kind: 'order', id: `ref:import:${script.order}` },
      text,
      intent: script.intent,
      locale: document.documentElement.lang,
      clientId: crypto.randomUUID(),
      ...(files.length > 0 ? { files: files.map(({ id }) => id) } : {}),
    },
    asShopper,
  )
  return conversation.id
}

export async function answerAs(script: Script, conversation: string, text: string): Promise<void> {
  await be(script)
  await call('POST /conversations/:id/messages', { id: conversation, clientId: crypto.randomUUID(), text }, asShopper)
}

const be = ({ person }: Script) => call('POST /demo/sessions', { person })

async function sendPhoto(): Promise<StoredFile> {
  const form = new FormData()
  const photo = await brokenPhoto()
  form.append('file', photo, photo.name)
  const sender = senderOf('shopper')
  const answer = await fetch('/api/v1/files', {
    ...sender,
    method: 'POST',
    headers: { ...sender.headers, 'idempotency-key': crypto.randomUUID() },
    body: form,
  })
  if (!answer.ok) throw new Error('the picture was not taken')
  return (await answer.json()) as StoredFile
}
