import type { ImportedMacro } from '#modules/macros'

/** Saved words of the demonstration store. */
export const demonstrationMacros: ImportedMacro[] = [
  macro(
    'thanks-solved',
    'Glad it is sorted, solve',
    'Glad that is sorted, {{contact.first_name | default: "and thank you"}}. If anything else comes up, just write here: {{conversation.reference}}.',
    [{ do: 'resolve', cause: 'other' }],
  ),
  macro(
    'new-one',
    'A new one is on its way',
    'I’m sorry about that, {{contact.first_name | default: "there"}}. A new {{order.item}} is on its way and should be with you by {{replacement.by}}. There is nothing you have to do.',
  ),
  macro(
    'money-back',
    'Money is on its way',
    'Done: {{refund.amount}} is on its way to {{refund.method}} and will be there by {{refund.by}}.',
  ),
  macro(
    'how-to-return',
    'How to send it back',
    'Sending {{return.item}} back is easy: bring it to any drop-off point with the code in your account by {{return.by}}. No box and no label needed. Your reference is {{return.reference}}.',
  ),
  macro(
    'sign-in',
    'Sign in without a password',
    'You can sign in without a password: enter your e-mail address and we send you a code. Then you see your orders and can do most things at once, day and night.',
  ),
  macro(
    'promotion-code',
    'Promotion code did not work',
    'I’m sorry the code didn’t work, {{contact.first_name | default: "there"}}. Codes count at the checkout, before an order is placed, so I can’t enter one afterwards. Tell me which code it was and what it said, and I’ll look at what I can give you instead.',
  ),
  macro('look-closer', 'For the team lead', '', [
    { do: 'tag', tag: 'lead' },
    { do: 'note', text: 'Please have a look: {{order.number}}, {{order.item}}.' },
  ]),
]

function macro(reference: string, name: string, text: string, actions: ImportedMacro['actions'] = []): ImportedMacro {
  return { reference, name, text, actions, locale: null }
}
