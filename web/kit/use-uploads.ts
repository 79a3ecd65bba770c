import type { StoredFile } from '#contract/files'
import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from './call.ts'
import { uploadForm } from './upload.ts'

/** One file on its way, arrived, or not taken. */
export interface Upload {
  key: string
  name: string
  /** Shown right away from the phone itself; null for what browsers cannot show. */
  preview: string | null
  isVideo: boolean
  state: 'waiting' | 'sending' | 'done' | 'failed'
  /** Of what has left, 0 to 1. */
  share: number
  file: StoredFile | null
  /** Why it was not taken; `unreachable` is tried again by itself. */
  trouble: { code: string; message: string } | null
}

export interface UploadLimits {
  most: number
  megabytes: number
  types: readonly string[]
}

const lanes = 2

/**
 * Sends photos and videos, two at a time, each with its progress. What broke off goes on when the connection is back; the server
 * knows content that it has, so that nothing is there twice.
 * @param onArrived what has arrived, as soon as nothing else is on its way
 */
export function useUploads({ most, megabytes }: UploadLimits, onArrived?: (files: StoredFile[]) => void) {
  const [uploads, setUploads] = useState<Upload[]>([])
  const line = useRef({
    sources: new Map<string, { file: File; abort: AbortController }>(),
    waiting: [] as string[],
    active: 0,
    arrived: [] as StoredFile[],
    told: onArrived,
  })
  useEffect(() => {
    line.current.told = onArrived
  })
  const set = useCallback((key: string, changes: Partial<Upload>) => {
    setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...changes } : one)))
  }, [])

  const send = useCallback(
    async (key: string) => {
      const source = line.current.sources.get(key)
      if (!source) return
      source.abort = new AbortController()
      set(key, { state: 'sending', trouble: null })
      try {
        const file = await uploadForm<StoredFile>('/files', source.file, {
          signal: source.abort.signal,
          onProgress: (share) => set(key, { share }),
        })
        line.current.arrived.push(file)
        set(key, { state: 'done', share: 1, file })
      } catch (error) {
        if (!(error instanceof CallError)) return
        set(key, { state: 'failed', share: 0, trouble: { code: error.code, message: error.message } })
      }
    },
    [set],
  )

  const goOn = useCallback(
    function next(keys: readonly string[]) {
      const { current } = line
      current.waiting.push(...keys)
      while (current.active < lanes) {
        const key = current.waiting.shift()
        if (key === undefined) break
        current.active += 1
        void send(key).finally(() => {
          current.active -= 1
          next([])
        })
      }
      if (current.active > 0 || current.arrived.length === 0) return
      current.told?.(current.arrived.splice(0))
    },
    [send],
  )

  useEffect(() => {
    const back = () => {
      const broken = uploads.filter((one) => one.trouble?.code === 'unreachable').map((one) => one.key)
      if (broken.length > 0) goOn(broken)
    }
    window.addEventListener('online', back)
    return () => window.removeEventListener('online', back)
  }, [uploads, goOn])

  useEffect(() => {
    const { sources } = line.current
    return () => {
      for (const { abort } of sources.values()) abort.abort()
    }
  }, [])

  const add = (files: readonly File[]) => {
    const added = files.slice(0, Math.max(0, most - uploads.length)).map((file) => uploadOf(file, megabytes))
    for (const [index, one] of added.entries()) {
      const file = files[index]
      if (file) line.current.sources.set(one.key, { file, abort: new AbortController() })
    }
    setUploads((before) => [...before, ...added])
    goOn(added.filter((one) => one.state === 'waiting').map((one) => one.key))
  }
  const again = (key: string) => {
    set(key, { state: 'waiting', trouble: null })
    goOn([key])
  }
  const remove = (key: string) => {
    line.current.sources.get(key)?.abort.abort()
    line.current.sources.delete(key)
    line.current.waiting = line.current.waiting.filter((each) => each !== key)
    const gone = uploads.find((one) => one.key === key)?.preview
    if (gone) URL.revokeObjectURL(gone)
    setUploads((before) => before.filter((one) => one.key !== key))
  }
  return { uploads, add, again, remove }
}

function uploadOf(file: File, megabytes: number): Upload {
  const isTooLarge = file.size > megabytes * 1_000_000
  return {
    key: crypto.randomUUID(),
    name: file.name,
    preview: /^(image\/(jpeg|png|webp|gif)|video\/)/.test(file.type) ? URL.createObjectURL(file) : null,
    isVideo: file.type.startsWith('video/'),
    state: isTooLarge ? 'failed' : 'waiting',
    share: 0,
    file: null,
    trouble: isTooLarge ? { code: 'file_too_large', message: '' } : null,
  }
}
