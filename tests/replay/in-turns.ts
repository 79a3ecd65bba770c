/** Works through a list, four at a time. */
export async function inTurns<T>(list: Iterable<T>, work: (each: T) => Promise<void>): Promise<void> {
  const left = [...list]
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let each = left.shift(); each !== undefined; each = left.shift()) await work(each)
    }),
  )
}
