import { composeMail, type ComposedMail, type MailFrame } from './compose.ts'
import { voiceFor } from './locale.ts'
import { audienceOf, isAboutAccount, isAlways } from './audience.ts'
import { samples } from './samples.ts'
import { topicOf, type TemplateName, type TemplateParams } from './templates.ts'

/** A mail as it would look, with sample values unless others are given. Nothing is kept or sent. */
export function previewNotification<T extends TemplateName>(
  template: T,
  options: { locale?: string; zone?: string; params?: TemplateParams[T]; frame?: Partial<MailFrame> } = {},
): ComposedMail {
  const { locale = 'en-US', zone = 'America/New_York', params = samples[template], frame } = options
  return composeMail(
    template,
    params,
    { ...voiceFor(locale), zone },
    {
      storeName: 'Juniper Outfitters',
      helpUrl: 'https://help.juniper.test/contact',
      ...placeOf(template),
      baseUrl: 'https://help.juniper.test',
      ...footOf(template),
      ...frame,
    },
  )
}

// Under what number, and where the button leads.
function placeOf(template: TemplateName): Partial<MailFrame> {
  const reader = audienceOf(template)
  const base = 'https://help.juniper.test'
  if (template === 'guest_code') return { order: 'W-1001' }
  if (template === 'withdrawal_answered') return { url: `${base}/returns/ret_1` }
  if (topicOf[template] === 'sign_in')
    return { url: template === 'sign_in_unknown' ? `${base}/find-order` : `${base}/account` }
  if (template === 'seller_digest' || template === 'seller_recourse_decided') return { url: `${base}/seller` }
  if (reader === 'seller') return { order: 'W-1001', url: `${base}/seller/orders/ord_1` }
  if (reader === 'staff') return { url: `${base}/console` }
  return { order: 'W-1001', reference: 'MR-7F3K-29Q', url: `${base}/orders/ord_1` }
}

// As it would be for whoever gets it: only a shopper chooses, and only what does not always come.
function footOf(template: TemplateName): Partial<MailFrame> {
  const reader = audienceOf(template)
  if (reader === 'staff' || reader === 'seller') return { reader, helpUrl: undefined }
  if (reader !== 'shopper') return { reader }
  if (isAboutAccount(template)) return { reader }
  const chooseUrl = 'https://help.juniper.test/account#told'
  return isAlways(template)
    ? { reader, chooseUrl }
    : { reader, chooseUrl, unsubscribeUrl: 'https://help.juniper.test/unsubscribe?token=sample' }
}
