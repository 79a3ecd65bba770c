import { describe, expect, test } from 'vitest'
import { guessIntent, sureIntent } from './guess-intent.ts'

const least = 0.5

describe('danger comes first', () => {
  test.each([
    'it hurt someone',
    'The kettle caught fire last night',
    'My son got an electric shock from the toaster and I want a refund',
    'the battery is swollen, can I return it?',
    'I burned my hand on the handle',
    'Der Akku ist aufgebläht',
    'Meine Tochter hat sich verletzt',
    'Ich habe einen Stromschlag bekommen',
    'أصيب طفلي بجرح',
    'اشتعل الجهاز',
  ])('%s', (text) => {
    expect(guessIntent(text).likely).toEqual([{ intent: 'safety', confidence: 1 }])
  })

  test.each([
    'the chocolate has melted',
    'I can’t recall my password',
    'It hurts my wallet',
    'Bitte um Rückruf',
    'Where is my order?',
  ])('and is not seen where there is none: %s', (text) => {
    expect(guessIntent(text).likely[0]?.intent).not.toBe('safety')
  })
})

describe('what it is about', () => {
  test.each([
    ['Where is my order?', 'track_order'],
    ['The mug arrived in pieces', 'damaged'],
    ['can I get a human please', 'talk_to_person'],
    ['Mein Paket ist nicht angekommen', 'missing_parcel'],
    ['الطرد مكسور', 'damaged'],
    ['أريد إلغاء الطلب', 'cancel_order'],
  ])('%s: %s', (text, intent) => {
    expect(sureIntent(guessIntent(text), least)?.intent).toBe(intent)
  })

  test.each(['', '???', 'hi', '12345', 'مرحبا'])('a person decides: %s', (text) => {
    expect(sureIntent(guessIntent(text), least)).toBeNull()
  })
})
