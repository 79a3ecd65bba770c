import type { Endpoint } from './endpoint.ts'
import type { SipRequest, SipResponse } from './message.ts'
import { respondTo } from './transactions.ts'
import type { Destination } from './transport.ts'

export interface Hearing {
  branch?: string
  provisional?(response: SipResponse): void
  /** Each final response, also repeated ones to an INVITE. */
  final?(response: SipResponse): void
}

/** One request until its first final response. Without one, the response is ours and says so: 408 or 503, `isOurs`. */
export function sendOnce(
  endpoint: Endpoint,
  request: SipRequest,
  to: Destination,
  hearing: Hearing = {},
): Promise<SipResponse> {
  return new Promise((resolve) => {
    const none = (status: number) => resolve({ ...respondTo(request, status), reason: noAnswer })
    try {
      endpoint.request(
        request,
        to,
        {
          provisional: (response) => hearing.provisional?.(response),
          final(response) {
            try {
              hearing.final?.(response)
            } finally {
              resolve(response)
            }
          },
          failed: (why) => none(why === 'timeout' ? 408 : 503),
        },
        hearing.branch,
      )
    } catch {
      none(503)
    }
  })
}

/** Whether it stands for a response that never came. */
export function isOurs(response: SipResponse): boolean {
  return response.reason === noAnswer
}

const noAnswer = 'No answer'
