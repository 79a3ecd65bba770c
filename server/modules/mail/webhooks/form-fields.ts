/**
 * The fields of a form as it was sent, their bytes unchanged: a mail inside of one may be in any charset, or in none. Undefined for
 * what is no form. Of a field that comes twice the first one counts.
 */
export function formFields(contentType: string, body: Buffer): Map<string, Buffer> | undefined {
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return urlEncoded(body)
  if (!/^multipart\/form-data\b/i.test(contentType)) return undefined
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType)
  const text = boundary?.[1] ?? boundary?.[2]
  return text === undefined ? undefined : multipart(body, text)
}

function urlEncoded(body: Buffer): Map<string, Buffer> {
  const fields = new Map<string, Buffer>()
  for (let start = 0; start < body.length; ) {
    const next = body.indexOf('&', start)
    const end = next < 0 ? body.length : next
    const pair = body.subarray(start, end)
    const equals = pair.indexOf('=')
    const name = percentDecoded(equals < 0 ? pair : pair.subarray(0, equals)).toString()
    if (name !== '' && !fields.has(name))
      fields.set(name, equals < 0 ? Buffer.alloc(0) : percentDecoded(pair.subarray(equals + 1)))
    start = end + 1
  }
  return fields
}

function percentDecoded(encoded: Buffer): Buffer {
  const bytes = Buffer.alloc(encoded.length)
  let length = 0
  for (let index = 0; index < encoded.length; index++) {
    const byte = encoded[index] ?? 0
    const code = byte === 0x25 ? encoded.toString('latin1', index + 1, index + 3) : ''
    if (/^[\da-f]{2}$/i.test(code)) {
      bytes[length++] = Number.parseInt(code, 16)
      index += 2
    } else bytes[length++] = byte === 0x2b ? 0x20 : byte
  }
  return bytes.subarray(0, length)
}

function multipart(body: Buffer, boundary: string): Map<string, Buffer> {
  const fields = new Map<string, Buffer>()
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  const between = Buffer.from(`\r\n--${boundary}`, 'latin1')
  let start = body.indexOf(mark)
  while (start >= 0) {
    const head = body.indexOf('\r\n', start + mark.length) + 2
    const end = body.indexOf(between, head - 2)
    const blank = body.indexOf('\r\n\r\n', head - 2)
    if (head < 2 || end < 0 || blank < 0 || blank > end) break
    const name = /content-disposition:[^\r\n]*[;\s]name="([^"]*)"/i.exec(body.toString('utf8', head, blank + 2))?.[1]
    if (name !== undefined && !fields.has(name)) fields.set(name, body.subarray(Math.min(blank + 4, end), end))
    start = end + 2
  }
  return fields
}
