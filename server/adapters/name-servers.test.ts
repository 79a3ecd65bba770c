import { expect, test } from 'vitest'
import { nameServers } from './name-servers.ts'

function asking(answer: (name: string) => Promise<unknown>) {
  const asked: string[] = []
  let at = 0
  const names = nameServers({
    seconds: 1,
    keepSeconds: 300,
    silentSeconds: 30,
    most: 2,
    now: () => at,
    ask: (name) => {
      asked.push(name)
      return answer(name)
    },
  })
  return { asked, names, wait: (seconds: number) => void (at += seconds * 1_000) }
}

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))

test('an answer counts for a while, also that there is none, and only so many are kept', async () => {
  const { names, asked, wait } = asking(async (name) => (name === 'none.test' ? failing('ENOTFOUND')() : [[name]]))
  expect(await names.resolve('One.test', 'TXT')).toEqual([['One.test']])
  await names.resolve('one.test', 'TXT')
  for (let again = 0; again < 2; again++)
    await expect(names.resolve('none.test', 'TXT')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  expect(asked).toEqual(['One.test', 'none.test'])
  wait(301)
  await names.resolve('one.test', 'TXT')
  await names.resolve('two.test', 'TXT')
  await names.resolve('three.test', 'TXT')
  await names.resolve('one.test', 'TXT')
  expect(asked).toEqual(['One.test', 'none.test', 'one.test', 'two.test', 'three.test', 'one.test'])
})

test('where nobody answers, nobody is asked for a while', async () => {
  const { names, asked, wait } = asking(failing('ETIMEOUT'))
  for (const name of ['one.test', 'two.test'])
    await expect(names.resolve(name, 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' })
  expect(asked).toEqual(['one.test'])
  wait(31)
  await expect(names.resolve('two.test', 'TXT')).rejects.toThrow('ETIMEOUT')
  expect(asked).toEqual(['one.test', 'two.test'])
})
