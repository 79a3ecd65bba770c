const replies =
  're|aw|antw|antwort|sv|vs|ref|rif|r|res|resp|odp|ynt|yan|回复|回覆|答复|答覆|返信|رد|הש|השב|σχετ|απ|vá|atb|bls|dft|hf|ha|på|отв|ответ|відп|câu trả lời|trả lời|bal|답장'
const forwards =
  'fwd|fw|wg|tr|rv|enc|i|doorst|vb|vl|vs:? fw|pd|ilt|i̇lt|fs|továbbítás|pr|πρθ|转发|轉寄|轉發|転送|تحويل|إعادة توجيه|הועבר|hv|trs|přep|переслано|пересл|chuyển tiếp|전달'
const prefix = new RegExp(String.raw`^\s*(?:(${replies})|(${forwards}))\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]`, 'iu')

export interface SubjectParts {
  /** Without what mail programs put in front. */
  bare: string
  isReply: boolean
  /** Whether the newest prefix says that it was passed on. */
  isForward: boolean
}

/** A subject without its prefixes, in the languages of common mail programs. */
export function readSubject(subject: string): SubjectParts {
  let bare = subject.trim()
  let first: 'reply' | 'forward' | undefined
  for (let match = prefix.exec(bare); match; match = prefix.exec(bare)) {
    first ??= match[1] === undefined ? 'forward' : 'reply'
    bare = bare.slice(match[0].length).trim()
  }
  return { bare, isReply: first === 'reply', isForward: first === 'forward' }
}
