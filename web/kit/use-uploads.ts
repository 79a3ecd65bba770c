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
 */
export function useUploads({ most, megabytes }: UploadLimits) {
  const [uploads, setUploads] = useState<Upload[]>([])
  const sources = useRef(new Map<string, { file: File; abort: AbortController | null }>())
  const set = useCallback((key: string, changes: Partial<Upload>) => {
    setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...changes } : one)))
  }, [])

  const send = useCallback(
    async (key: string) => {
      const source = sources.current.get(key)
      if (!source) return
      source.abort = new AbortController()
      set(key, { state: 'sending', trouble: null })
      try {
        const file = await uploadForm<StoredFile>('/files', source.file, {
          signal: source.abort.signal,
          onProgress: (share) => set(key, { share }),
        })
        set(key, { state: 'done', share: 1, file })
      } catch (error) {
        if (!(error instanceof CallError)) return
        set(key, { state: 'failed', share: 0, trouble: { code: error.code, message: error.message } })
      }
    },
    [set],
  )

  useEffect(() => {
    const sending = uploads.filter((one) => one.state === 'sending').length
    for (const next of uploads.filter((one) => one.state === 'waiting').slice(0, Math.max(0, lanes - sending)))
      void send(next.key)
  }, [uploads, send])

  useEffect(() => {
    const goOn = () =>
      setUploads((before) =>
        before.map((one) => (one.trouble?.code === 'unreachable' ? { ...one, state: 'waiting', trouble: null } : one)),
      )
    window.addEventListener('online', goOn)
    return () => window.removeEventListener('online', goOn)
  }, [])

  useEffect(() => {
    const known = sources.current
    return () => {
      for (const { abort } of known.values()) abort?.abort()
    }
  }, [])

  const add = useCallback(
    (files: readonly File[]) => {
      const added = files.slice(0, Math.max(0, most - uploads.length)).map((file): Upload => {
        const key = crypto.randomUUID()
        sources.current.set(key, { file, abort: null })
        const isTooLarge = file.size > megabytes * 1_000_000
        return {
          key,
          name: file.name,
          preview: /^(image\/(jpeg|png|webp|gif)|video\/)/.test(file.type) ? URL.createObjectURL(file) : null,
          isVideo: file.type.startsWith('video/'),
          state: isTooLarge ? 'failed' : 'waiting',
          share: 0,
          file: null,
          trouble: isTooLarge ? { code: 'file_too_large', message: '' } : null,
        }
      })
      setUploads((before) => [...before, ...added])
    },
    [megabytes, most, uploads.length],
  )
  const again = useCallback((key: string) => set(key, { state: 'waiting', trouble: null }), [set])
  const remove = useCallback((key: string) => {
    sources.current.get(key)?.abort?.abort()
    sources.current.delete(key)
    setUploads((before) => {
      const gone = before.find((one) => one.key === key)?.preview
      if (gone) URL.revokeObjectURL(gone)
      return before.filter((one) => one.key !== key)
    })
  }, [])
  const isBusy = uploads.some((one) => one.state === 'waiting' || one.state === 'sending')
  return { uploads, isBusy, add, again, remove }
}
