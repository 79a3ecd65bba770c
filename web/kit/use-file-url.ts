import type { StoredFile } from '#contract/files'
import { useEffect, useState } from 'react'
import { call } from './call.ts'
import { heldToken, senderOf } from './realm.ts'

/**
 * An address under which this page can show a file. Links are short-lived and bound to who asks: `renew` takes a fresh one, and a page
 * that acts by a token fetches the bytes itself, because a picture's request carries no token.
 */
export function useFileUrl(file: StoredFile, isWanted = true): { url: string | undefined; renew: () => void } {
  const [link, setLink] = useState(file.url)
  const [tries, setTries] = useState(0)
  const [local, setLocal] = useState<string>()
  const byToken = heldToken() !== null
  useEffect(() => {
    if (!byToken || !isWanted) return
    let made: string | undefined
    let isOver = false
    void fetchFile(link).then((bytes) => {
      if (isOver || !bytes) return
      made = URL.createObjectURL(bytes)
      setLocal(made)
    })
    return () => {
      isOver = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [link, byToken, isWanted])
  const renew = () => {
    if (tries >= 2) return
    setTries(tries + 1)
    void call('GET /files/:id', { id: file.id }).then(
      ({ url }) => setLink(url),
      () => undefined,
    )
  }
  return { url: byToken ? local : link, renew }
}

/** Opens a file in a new tab or saves it, as whoever this page is. */
export async function openFile(file: StoredFile): Promise<void> {
  const fresh = await call('GET /files/:id', { id: file.id }).catch(() => file)
  const bytes = await fetchFile(fresh.url)
  if (bytes) saveBytes(bytes, file.name ?? 'file')
}

/** Saves bytes as a file of that name. */
export function saveBytes(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

async function fetchFile(url: string): Promise<Blob | undefined> {
  const answer = await fetch(url, senderOf()).catch(() => undefined)
  return answer?.ok ? await answer.blob() : undefined
}
