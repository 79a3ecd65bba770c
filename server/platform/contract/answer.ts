/** An answer with a status of its own, such as 202 for what waits for approval. */
export class Answer<O> {
  readonly status: number
  readonly body: O

  constructor(status: number, body: O) {
    this.status = status
    this.body = body
  }
}

/** Answers with another status than the contract's usual one. */
export function answer<O>(status: 200 | 201 | 202, body: O): Answer<O> {
  return new Answer(status, body)
}
