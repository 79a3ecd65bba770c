import type { OpeningWords } from './words.ts'

export const en: OpeningWords = {
  greeting: ['Hi {{contact.first_name}},', 'Hi there,'],
  acknowledge: {
    delivered_not_received: [
      'It says your {{order.item}} was delivered on {{shipment.delivered}}, and it isn’t there. That’s frustrating, and it’s on us to sort out.',
      'It says it was delivered, and it isn’t there. That’s frustrating, and it’s on us to sort out.',
    ],
    not_received: [
      'You’re still waiting for your {{order.item}}. I’m sorry about that; you shouldn’t have to chase it.',
      'You’re still waiting for your parcel. I’m sorry about that; you shouldn’t have to chase it.',
    ],
    late: [
      'We said {{shipment.promised}} and didn’t keep it. I’m sorry; you planned with that day.',
      'We said a day and didn’t keep it. I’m sorry; you planned with that day.',
    ],
    damaged: [
      'I’m sorry your {{order.item}} arrived broken. That’s not how it should reach you, and it’s on us.',
      'I’m sorry it arrived broken. That’s not how it should reach you, and it’s on us.',
    ],
    defective: [
      'I’m sorry your {{order.item}} doesn’t work. You paid for one that does, so let’s put that right.',
      'I’m sorry it doesn’t work. You paid for one that does, so let’s put that right.',
    ],
    wrong_item: ['I’m sorry, that’s not what you ordered. The mix-up is ours, and so is putting it right.'],
    missing_parts: ['I’m sorry something was missing from the box. Let’s get you the rest of it.'],
    not_as_described: ['I’m sorry it isn’t what we said it would be. You should be able to rely on that.'],
    return: ['Thanks for telling me it isn’t right for you. Sending it back should be easy, and I’ll see that it is.'],
    cancel: ['You’d like to stop this order, and that’s fine. I’m looking at it right now.'],
    refund: ['You’re waiting for your money, and I understand that this matters. Here is exactly where it is.'],
    other: ['Thanks for writing. I’ve read everything you told us, so you don’t have to say it again.'],
  },
  next: {
    money_back: [
      '{{refund.amount}} went back to {{refund.method}}. Depending on your bank it can take a day or two until you see it.',
      'Your money went back the way you paid.',
    ],
    money_on_its_way: [
      '{{refund.amount}} is on its way to {{refund.method}} and should be there by {{refund.by}}. You don’t have to do anything.',
      '{{refund.amount}} is on its way to {{refund.method}}. You don’t have to do anything.',
      'Your money is on its way. You don’t have to do anything.',
    ],
    new_one_on_its_way: [
      'A new one is on its way and arrives by {{replacement.by}}. You don’t have to do anything.',
      'A new one is on its way. You don’t have to do anything.',
    ],
    coming_back: ['Your return is on its way to us. I’m following it, and your money goes out without you asking.'],
    to_hand_over: [
      'Your return {{return.reference}} is ready: hand it over by {{return.by}}, and the rest goes by itself.',
      'Your return is ready to be handed over, and the rest goes by itself.',
    ],
    with_a_person: ['A person is already looking at it, and I’m making sure you get an answer today.'],
    waiting: [
      'We agreed to give it a little longer. If it still doesn’t come, you choose what we do, and I’ll see to it.',
    ],
    on_its_way: [
      'It’s with {{shipment.carrier}} under {{shipment.tracking_number}}. I’m checking with them now and will tell you what I find.',
      'It’s on its way, and I’m checking with the carrier now. I’ll tell you what I find.',
    ],
    new: ['I’m looking at it right now, and I’ll tell you what we can do in a moment.'],
  },
  waited: ['Thank you for waiting; I’m with you now.'],
  quiet: {
    greeting: ['Dear {{contact.name}},', 'Hello,'],
    acknowledge: ['I’m very sorry for your loss. There is nothing you have to do here; I’ll take care of it.'],
  },
}
