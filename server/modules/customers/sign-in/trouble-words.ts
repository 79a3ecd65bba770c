/** What people read when a sign-in does not work; the same whether or not anybody is known under what they typed. */
export const troubleWords = {
  code_wrong:
    'That code does not fit. Please check the newest mail from us; no mail means that we know no order for this address.',
  code_expired: 'That code is used up or too old. Ask for a new one and it is there in a moment.',
  too_many_tries: 'That was a lot of tries. Please wait a quarter of an hour, or ask for a new code.',
  sign_in_failed: 'E-mail address and password do not fit together. A code by mail works too.',
  app_code_wrong: 'That code is not right. Take the one your app shows now; each one works once.',
  link_over: 'This link was used already, or is too old. Ask for a new one and it is there in a moment.',
} as const
