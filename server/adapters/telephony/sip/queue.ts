export interface Queue {
  /** Runs one after the other; what fails fails for its caller only. */
  run<T>(act: () => Promise<T>): Promise<T>
  readonly isBusy: boolean
}

/** Lets one thing happen at a time. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    run(act) {
      waiting++
      const turn = last.then(act).finally(() => {
        waiting--
      })
      last = turn.catch(() => {})
      return turn
    },
    get isBusy() {
      return waiting > 0
    },
  }
}
