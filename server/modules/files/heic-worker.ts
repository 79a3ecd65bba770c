import { parentPort, workerData } from 'node:worker_threads'
import decodeHeic from 'heic-decode'

/** Runs beside the program: decodes the first picture of a HEIC file and hands back its pixels, or why it did not. */
const { content, maxPixels } = workerData as { content: Uint8Array; maxPixels: number }

const pictures = await decodeHeic.all({ buffer: content })
try {
  const [first] = pictures
  if (!first || first.width * first.height > maxPixels) throw new Error('no picture of a size that is taken')
  const { width, height, data } = await first.decode()
  parentPort?.postMessage({ width, height, data }, [data.buffer as ArrayBuffer])
} finally {
  pictures.dispose()
}
