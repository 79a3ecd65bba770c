import type { FastifyError } from 'fastify'
import { isConnectionLoss } from '../database/is-connection-loss.ts'
import { ApiError } from '../errors.ts'

// What Fastify itself refuses, in our words.
const requestErrors: Record<string, [code: string, message: string]> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid_json', 'The body is not valid JSON.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_content_type', 'Send the body as application/json.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['body_too_large', 'The body is larger than is accepted here.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['invalid_body', 'The body does not have the length that was announced.'],
  FST_REQ_FILE_TOO_LARGE: ['file_too_large', 'The file is larger than is accepted here.'],
  FST_FILES_LIMIT: ['too_many_files', 'Those are more files than are accepted at once.'],
  FST_PARTS_LIMIT: ['too_many_parts', 'The form has more parts than are accepted.'],
  FST_INVALID_MULTIPART_CONTENT_TYPE: ['unsupported_content_type', 'Send the files as multipart/form-data.'],
  FST_ERR_BAD_URL: ['invalid_url', 'The address is not valid.'],
}

/** Makes an answerable error of whatever was thrown; what nobody expected becomes a 500 that tells nothing about its cause. */
export function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const { code = '', statusCode = 500 } = (error ?? {}) as Partial<FastifyError>
  const known = requestErrors[code]
  if (known) return new ApiError('invalid_request', ...known)
  if (error instanceof SyntaxError && statusCode === 400)
    return new ApiError('invalid_request', 'invalid_json', 'The body is not valid JSON.')
  if (statusCode >= 400 && statusCode < 500 && typeof code === 'string' && code.startsWith('FST_')) {
    return new ApiError('invalid_request', 'invalid_request', 'The request is not valid.')
  }
  if (isConnectionLoss(error)) {
    return new ApiError(
      'internal',
      'temporarily_unavailable',
      'We cannot answer just now. Please try again in a moment.',
      { status: 503 },
    )
  }
  return new ApiError('internal', 'internal', 'Something went wrong on our side. Trying again is safe.')
}
