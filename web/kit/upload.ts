import { CallError } from './call.ts'
import { senderOf } from './realm.ts'

type UploadOptions = { signal?: AbortSignal; onProgress?: (share: number) => void }

/** Sends a file as it is, telling how much of it has left. `fetch` cannot tell that yet. */
export function upload<Answer>(path: string, file: File, options: UploadOptions = {}): Promise<Answer> {
  const type = /\.csv$/i.test(file.name) ? 'text/csv' : 'application/x-ndjson'
  return send(path, file, { 'content-type': type }, options)
}

/** Sends one file as the field `file` of a form. */
export function uploadForm<Answer>(path: string, file: File, options: UploadOptions = {}): Promise<Answer> {
  const form = new FormData()
  form.append('file', file, file.name)
  return send(path, form, {}, options)
}

function send<Answer>(
  path: string,
  body: File | FormData,
  headers: Record<string, string>,
  { signal, onProgress }: UploadOptions,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1${path}`)
    request.responseType = 'json'
    for (const [name, value] of Object.entries({ ...headers, ...senderOf().headers }))
      request.setRequestHeader(name, value)
    request.setRequestHeader('accept-language', document.documentElement.lang)
    request.setRequestHeader('idempotency-key', crypto.randomUUID())
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total ? loaded / total : 0)
    request.onload = () => {
      if (request.status < 400) return resolve(request.response as Answer)
      reject(
        new CallError(
          request.status,
          request.response?.error ?? { type: 'internal', code: 'internal', message: request.statusText },
        ),
      )
    }
    request.onerror = () =>
      reject(new CallError(0, { type: 'unreachable', code: 'unreachable', message: 'unreachable' }))
    request.onabort = () => reject(new DOMException('canceled', 'AbortError'))
    signal?.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}
