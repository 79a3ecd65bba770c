import type { TemplateName } from '../templates.ts'
import type { Topic } from '../topics.ts'

/** One mail in one language: ICU messages. The headline is the answer; paragraphs of the body are lines. */
export interface Copy {
  subject: string
  headline: string
  body: string
  /** Over what somebody wrote, which then follows the body. Without it their words come first, right under the headline that names them. */
  quoted?: string
  /** Words on the one button; none where a link would only teach people to click. */
  button?: string
  /** Words on the second one, for a question with two answers. */
  other?: string
}

export interface Catalog {
  templates: Record<TemplateName, Copy>
  topics: Record<Topic, string>
  /** "{title}" and how many more. */
  things: string
  /** One line of money: "{amount}, there by {day}". */
  lineBy: string
  lineSoon: string
  /** How a way to pay is called, and one of which the last digits are known: stores call them in English. */
  methods: Record<'card' | 'gift card' | 'store credit' | 'bank account' | 'original payment method', string>
  ending: string
  /** Where somebody signed in: `Chrome on Windows`. */
  deviceOn: string
  /** Under the mail. */
  order: string
  reference: string
  writeToUs: string
  /** The button's address, for mail programs that show no button. */
  orOpen: string
  /** The link of one piece of news among several. */
  seeIt: string
  /** Why this mail came, in the last lines: by its topic where it always comes, or by who it is to. */
  why: Record<'sign_in' | 'money' | 'answers' | 'chosen' | 'seller' | 'staff' | 'address', string>
  choose: string
  unsubscribe: string
  /** Of push and texts. */
  short: Record<'text' | 'several' | 'severalBody' | 'code' | 'started' | 'stopped' | 'help', string>
}
