import { describe, expect, it } from 'vitest'
import { intentClassifier, intentExamples } from './intent-classifier.ts'
import { intents } from './intents.ts'
import { trainTextClassifier } from './text-classifier.ts'

const best = (text: string) => intentClassifier().rank(text)[0]?.label

describe('what a message is about', () => {
  it.each([
    ['my toaster arrived smashed to bits', 'damaged'],
    ['the tracking shows delivered but there is no parcel anywhere', 'missing_parcel'],
    ['I need to send these jeans back', 'return_item'],
    ['swap the shirt for a bigger size please', 'exchange_item'],
    ['when do I get the refund on my card', 'refund_status'],
    ['let me talk to a real person', 'talk_to_person'],
    ['kindly give me a callback tomorrow', 'call_me'],
    ['please cancel what I ordered this morning', 'cancel_order'],
    ['i forgott my pasword', 'account_access'],
    ['Mein Mixer ist kaputt angekommen', 'damaged'],
    ['Ich brauche die Rechnung für meine Firma', 'invoice'],
    ['Das Paket wurde bei der falschen Adresse abgegeben', 'wrong_address'],
  ])('%s → %s', (text, intent) => {
    expect(best(text)).toBe(intent)
  })

  it('is one of the routes, has examples for each, and none twice', () => {
    const examples = intentExamples()
    expect([...new Set(examples.map(({ label }) => label))].toSorted()).toEqual([...intents].toSorted())
    const texts = examples.map(({ text }) => text.toLowerCase())
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([])
  })

  it('is unsure where the words say nothing', () => {
    const [first, second] = intentClassifier().rank('hmm')
    expect((first?.probability ?? 1) - (second?.probability ?? 0)).toBeLessThan(0.15)
  })

  it('comes out the same each time it is learned', () => {
    const examples = intentExamples().slice(0, 60)
    const [one, other] = [trainTextClassifier(examples), trainTextClassifier(examples)]
    expect(one.rank('where is my parcel')).toEqual(other.rank('where is my parcel'))
  })
})
