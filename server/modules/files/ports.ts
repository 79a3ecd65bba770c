import type { Readable } from 'node:stream'
import { definePort } from '#platform/port'

/** Content by its SHA-256 (64 lower-case hex digits). Knows no owners and no rights: the module above does. */
export interface FileStore {
  /** Durable when it returns. The same content again is no new file. Streams are hashed while they are written. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredContent>
  /** The whole content, or undefined when it is not there. */
  get(sha256: string): Promise<Uint8Array | undefined>
  /** The content as a stream, for files too large to hold; undefined when it is not there. */
  open(sha256: string): Promise<Readable | undefined>
  has(sha256: string): Promise<boolean>
  /** Gone when it returns; no error when it was not there. */
  delete(sha256: string): Promise<void>
}

export interface StoredContent {
  sha256: string
  byteLength: number
}

export const fileStore = definePort<FileStore>('files')

/**
 * Fetches a picture from an address that somebody else named. The adapter reaches the public internet only and throws
 * `OutsideError` as `guardedFetch` does.
 */
export interface RemotePicturePort {
  fetch(url: string, options: { maxBytes: number; timeoutMs: number; signal: AbortSignal }): Promise<Uint8Array>
}

export const remotePicturePort = definePort<RemotePicturePort>('remote-pictures')
