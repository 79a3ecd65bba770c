import { OutsideError } from '#platform/outside-error'
import type { RemotePicturePort } from '../../modules/files/ports.ts'
import type { GuardedFetch } from '../guarded-fetch.ts'

/** Pictures from the public internet, through the guarded way out. */
export function remotePictures(fetch: GuardedFetch): RemotePicturePort {
  return {
    async fetch(url, { maxBytes, timeoutMs, signal }) {
      const answer = await fetch(url, { maxBytes, timeoutMs, signal, headers: { accept: 'image/*' } })
      if (answer.status === 200) return answer.body
      const later = answer.status >= 500 || answer.status === 408 || answer.status === 425 || answer.status === 429
      throw new OutsideError(
        later ? 'not_done' : 'refused',
        `answered_${answer.status}`,
        `the picture's server answered ${answer.status}`,
      )
    },
  }
}
