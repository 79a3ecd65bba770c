import { guest, key, shopper, staff, visitor } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { transcripts } from '../contract.ts'
import { askTranscript } from './ask-transcript.ts'
import { sendTranscript } from './send-transcript.ts'

const people = [shopper, guest, visitor, staff('associate')]

export const transcriptRoutes = routes(transcripts, {
  'GET /conversations/:id/transcript': {
    who: [...people, key('conversations:read')],
    limit: { perMinute: 30, by: 'actor' },
    raw: sendTranscript,
  },
  'POST /conversations/:id/transcript': {
    who: [...people, key('conversations:write')],
    limit: { perMinute: 10, by: 'actor' },
    command: askTranscript,
  },
})
