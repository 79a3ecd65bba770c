import { expect, test } from 'vitest'
import { chooseLanguage, isLanguage } from './choose-language.ts'

test('the first language of the browser that something is written in', () => {
  const written = ['ar', 'de', 'en', 'pt-BR']
  expect(chooseLanguage('de-AT,de;q=0.9,en;q=0.8', written)).toBe('de')
  expect(chooseLanguage('en;q=0.3, ar;q=0.9', written)).toBe('ar')
  expect(chooseLanguage('pt', written)).toBe('pt-BR')
  expect(chooseLanguage('fr, de;q=0', written)).toBeUndefined()
  expect(chooseLanguage('*', written)).toBeUndefined()
  expect(chooseLanguage(undefined, written)).toBeUndefined()
})

test('what is a language, and what only looks a little like one', () => {
  expect(['en', 'de-AT', 'pt-BR', 'zh-Hant', 'AR'].filter((tag) => !isLanguage(tag))).toEqual([])
  expect(['foo', 'articles', 'e', '../x', 'en.html', ''].filter(isLanguage)).toEqual([])
})
