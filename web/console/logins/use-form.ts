import type { CallError } from '../../kit/call.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'

/** The fields of one form: each with its value, how it changes, and what the server says is wrong with it. */
export function useFields<Draft extends Record<string, unknown>>(
  draft: Draft,
  set: (change: Partial<Draft>) => void,
  error: CallError | null,
) {
  const words = useTroubleWords()
  const isAbout = (field: string) => error?.param === field || (error?.param?.startsWith(`${field}[`) ?? false)
  return {
    field: <Name extends { [K in keyof Draft]: Draft[K] extends string ? K : never }[keyof Draft] & string>(
      name: Name,
    ) => ({
      value: draft[name] as string,
      onChange: (value: string) => set({ [name]: value } as unknown as Partial<Draft>),
      problem: isAbout(name) ? words(error) : null,
    }),
    /** What is wrong with none of these fields. */
    rest: (...names: string[]) => (names.some(isAbout) ? null : error),
  }
}
