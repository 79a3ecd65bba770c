import { CallError } from './call.ts'
import { realm } from './realm.ts'

/** Fetches a file as whoever this page belongs to, and hands it to the browser to keep. */
export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(path, { credentials: 'same-origin', headers: { 'makeright-realm': realm() } })
  if (!response.ok) {
    const body = (await response.json().catch(() => undefined)) as {
      error?: ConstructorParameters<typeof CallError>[1]
    }
    throw new CallError(
      response.status,
      body?.error ?? { type: 'internal', code: 'internal', message: response.statusText },
    )
  }
  const url = URL.createObjectURL(await response.blob())
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
