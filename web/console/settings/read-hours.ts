interface Span {
  from: string
  to: string
}

/** Hours as people write them: `9–12, 13:30–17`. Null where it cannot be read; empty is closed. */
export function readHours(text: string): Span[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean)
  const spans = parts.map((part) => {
    const [, from, to] = /^(\d{1,2}(?::\d{2})?)\s*[-–—]\s*(\d{1,2}(?::\d{2})?)$/.exec(part) ?? []
    const span = from && to ? { from: clock(from), to: clock(to) } : null
    return span?.from && span.to ? { from: span.from, to: span.to } : null
  })
  return spans.includes(null) ? null : (spans as Span[])
}

export function writeHours(spans: readonly Span[]): string {
  return spans.map(({ from, to }) => `${from}–${to}`).join(', ')
}

function clock(text: string): string | null {
  const [hour = '', minute = '00'] = text.split(':')
  const isTime = Number(hour) <= 24 && Number(minute) < 60
  return isTime ? `${String(Number(hour) % 24).padStart(2, '0')}:${minute}` : null
}
