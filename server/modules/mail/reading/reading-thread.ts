import { parentPort } from 'node:worker_threads'
import type { Answer } from './read-in-worker.ts'
import { readMail, type Arrival, type ReadMail } from './read-mail.ts'

/** Runs beside the program and reads one mail after the other. */
parentPort?.on('message', ({ raw, arrival }: { raw: Uint8Array; arrival: Arrival }) => {
  try {
    const mail = withOwnBytes(readMail(raw, arrival))
    parentPort?.postMessage({ mail } satisfies Answer, [
      ...new Set(mail.files.map(({ content }) => content.buffer as ArrayBuffer)),
    ])
  } catch (error) {
    parentPort?.postMessage({ problem: `failed: ${error instanceof Error ? error.message : ''}` } satisfies Answer)
  }
})

// Small buffers share their memory, which cannot be handed over in pieces.
function withOwnBytes(mail: ReadMail): ReadMail {
  return { ...mail, files: mail.files.map((file) => ({ ...file, content: new Uint8Array(file.content) })) }
}
