import type { Catalog } from './copy.ts'

export const en: Catalog = {
  templates: {
    sign_in_code: {
      subject: '{code} is your sign-in code',
      headline: 'Your code is {code}',
      body: 'Enter it where you asked for it. It works once, for {minutes, plural, one {# minute} other {# minutes}}.\nDidn’t ask for it? Then somebody typed your address by mistake, and there’s nothing for you to do. We never ask for a code by phone or chat.',
    },
    sign_in_unknown: {
      subject: 'We don’t know an order for this address',
      headline: 'There’s no order under this address yet',
      body: 'Somebody, probably you, asked for a sign-in code with this address. Maybe you ordered with another one? Try that, or find your order by its number.\nDidn’t ask for it? Then there’s nothing for you to do.',
      button: 'Find my order',
    },
    guest_code: {
      subject: '{code} opens your order {order}',
      headline: 'Your code is {code}',
      body: 'It opens order {order}, once, for {minutes, plural, one {# minute} other {# minutes}}.\nDidn’t ask for it? Then somebody typed your order number, and there’s nothing for you to do. Please keep the code to yourself.',
    },
    password_changed: {
      subject: 'Your password was changed',
      headline: 'Your password was changed just now',
      body: 'All other devices were signed out. {cooldownHours, plural, =0 {} other {For the next {cooldownHours, plural, one {hour} other {# hours}} money can only go back to where it came from.}}\nWasn’t it you? {undoHours, plural, =0 {Please write to us right away.} other {Choose “This wasn’t me” below, within {undoHours, plural, one {# hour} other {# hours}}: it shuts everybody else out, and you set a new password.}}',
      button: 'This wasn’t me',
    },
    password_reset: {
      subject: 'Choose a new password',
      headline: 'Choose a new password',
      body: 'Open the link below and type the new one. It works once, for {minutes, plural, one {# minute} other {# minutes}}.\nDidn’t ask for it? Then there’s nothing for you to do: your password stays as it is.',
      button: 'Choose a new password',
    },
    new_sign_in: {
      subject: '{device, select, none {New sign-in} other {New sign-in with {device}}}',
      headline: 'Somebody signed in, probably you',
      body: '{device, select, none {A device that we don’t know} other {{device}}}{place, select, none {} other {, {place}}}, {at}.\nWas it you? Then there’s nothing to do.\nWasn’t it? {undoHours, plural, =0 {Please write to us right away.} other {Choose “This wasn’t me” below, within {undoHours, plural, one {# hour} other {# hours}}: it signs everybody out, and you set a new password.}}',
      button: 'This wasn’t me',
    },
    confirm_code: {
      subject: '{what, select, address {{code} confirms your new e-mail address} other {{code} is your code}}',
      headline: 'Your code is {code}',
      body: '{what, select, address {Enter it to use this address for your account from now on.} other {Enter it to show that it’s you who changes your account.}} It works once, for {minutes, plural, one {# minute} other {# minutes}}.\nDidn’t ask for it? {what, select, address {Then somebody typed your address by mistake, and there’s nothing for you to do.} other {Then somebody may be signed in as you. Open your account and sign out everywhere else.}}',
    },
    contact_changed: {
      subject: '{field, select, email {Your e-mail address was changed} other {Your phone number was changed}}',
      headline:
        '{field, select, email {Your e-mail address is now {now}} phone {Your phone number now ends in {now}} other {Your phone number was removed}}',
      body: 'All other devices were signed out. {cooldownHours, plural, =0 {} other {For the next {cooldownHours, plural, one {hour} other {# hours}} money can only go back to where it came from.}}\nWasn’t it you? {undoHours, plural, =0 {Please write to us right away.} other {Choose “Put it back” below, within {undoHours, plural, one {# hour} other {# hours}}: your account is as before, everybody is signed out, and you set a new password.}}',
      button: 'Put it back',
    },
    address_confirmed: {
      subject: 'This is your e-mail address with us now',
      headline: 'From now on we write to you here',
      body: 'You sign in with this address, too.',
      button: 'Open my account',
    },
    sign_in_changed: {
      subject:
        '{what, select, passkey_added {A passkey was added} passkey_removed {A passkey was removed} second_factor_on {Your second step is on} other {Your second step is off}}',
      headline:
        '{what, select, passkey_added {A passkey was added to your account} passkey_removed {A passkey was removed from your account} second_factor_on {Signing in now asks for a code of your app} other {Signing in no longer asks for a code of your app}}',
      body: 'Was it you? Then there’s nothing to do.\nWasn’t it? {undoHours, plural, =0 {Please write to us right away.} other {Choose “This wasn’t me” below, within {undoHours, plural, one {# hour} other {# hours}}: it signs everybody out, and you set a new password.}}',
      button: 'This wasn’t me',
    },
    erasure_asked: {
      subject: 'Your account will be deleted',
      headline: 'Your account will be deleted on {at}',
      body: 'Until then everything works as before, and one tap keeps the account. If something is still under way on that day, such as a parcel or a refund, we finish it first. We mail you the day before, and once it’s done.\nWasn’t it you? Keep the account and change your password.',
      button: 'Keep my account',
    },
    erasure_near: {
      subject: 'Last chance to keep your account',
      headline: 'Your account is deleted on {at}',
      body: 'After that nobody can bring it back: your name, addresses, messages and pictures are gone, and what the law asks us to keep leads to nobody. If something is still under way, such as a parcel or a refund, we finish it first. We mail you once it’s done.',
      button: 'Keep my account',
    },
    erasure_done: {
      subject: 'Your account is deleted',
      headline: 'Your account is deleted',
      body: 'As you asked. Your name, addresses, messages and pictures are gone, and what the law asks us to keep leads to nobody. We forget this address as soon as this mail has left; nobody can bring the account back.\nThank you for having been here.',
    },
    erasure_canceled: {
      subject: 'Your account stays',
      headline: 'Your account stays',
      body: 'Nothing was deleted, and everything is as it was. Good to have you.',
      button: 'Open my account',
    },
    account_changed: {
      subject: 'We changed your account at {store}',
      headline: 'We changed your account for you',
      body: 'Somebody on our team at {store} changed this:\n{name, select, yes {• Your name.} other {}}\n{phone, select, new {• Your phone number. It now ends in {digits}.} gone {• Your phone number. We no longer have one.} other {}}\n{language, select, yes {• The language in which we write to you.} other {}}\n{addresses, select, yes {• Your addresses. Orders already placed keep theirs.} other {}}\n{phone, select, no {} other {To keep you safe, for a few days money can only go back to where it came from.}}\nWasn’t it you who asked? Write to us right away, and we put it back.',
      button: 'Open my account',
    },
    replacement_on_its_way: {
      subject: 'A new one is on its way: {things}',
      headline: 'A new one is on its way.{by, select, none {} other { It arrives by {by}.}}',
      body: '{what, select, other {We’re sending what you chose instead of {things}.{first, select, back { Please send the old one back when the new one is there.} other {}}} same {We’re sending {things} again. {first, select, back {It’s free. Please send the old one back when the new one is there. That’s free too.} other {It’s free, and you don’t have to do anything.}}}}{day, select, later {\nThat day is later than we first said, and we’re sorry.} other {}}{first, select, lost {\nShould the first one turn up after all, just tell us. You’ll be thanked either way.} other {}}',
      button: 'Follow my order',
    },
    replacement_not_possible: {
      subject: 'About your replacement: please choose again',
      headline: 'We ran out before we could send a new one. You can still choose.',
      body: 'We’re sorry: it sold out while we were packing. It’s about {things}. Nothing is lost. Pick what suits you best instead, such as your money back.',
      button: 'Choose again',
    },
    refund_under_way: {
      subject: '{amount} is on its way back to you',
      headline: '{amount} is on its way back to you',
      body: 'You don’t have to do anything. We keep an eye on it until it has arrived.',
      button: 'See my refund',
    },
    refund_done: {
      subject: 'Your refund of {amount} went through',
      headline: 'Your refund of {amount} went through',
      body: 'It’s done on our side. Some banks take a few days to show it.',
      button: 'See my refund',
    },
    refund_failed: {
      subject: 'Your refund of {amount} needs another way',
      headline: 'Your money is safe. It needs another way to you.',
      body: 'We tried to send back {amount}, and the payment provider couldn’t take it. That’s not your fault. You can have it another way, or a person on our team does it for you.',
      button: 'Choose another way',
    },
    review_opened: {
      subject: 'A person is on it: you’ll hear by {by}',
      headline: 'A person is on it. You’ll hear from us by {by}.',
      body: 'Somebody on our team looks at what happened with {things}. They have the whole story, so you don’t have to tell it again.\n{silence, select, for_shopper {If nobody gets to it by then, we decide in your favor.} other {If nobody gets to it by then, it goes straight to a lead.}}',
      button: 'See where it stands',
    },
    review_moved: {
      subject: 'We need a little longer',
      headline: 'We need a little longer.{by, select, none {} other { You’ll hear from us by {by}.}}',
      body: 'We promised you an answer about {things} by now, and we didn’t keep it. That’s on us. It’s with a lead now.',
      button: 'See where it stands',
    },
    review_granted: {
      subject: 'Good news about {things}',
      headline: 'We looked at it, and we’re putting it right',
      body: 'Thanks for your patience. What happens next is on its way to you.{note, select, none {} other {\nFrom the person who looked at it: “{note}”}}',
      button: 'See what happens next',
    },
    review_declined: {
      subject: 'Our answer about {things}',
      headline: 'We looked at this carefully, and we couldn’t put it right this way',
      body: '{note, select, none {We went through everything that we know about it.} other {From the person who looked at it: “{note}”}}\nDo you see it differently? A person is one tap away, with the whole story in front of them.',
      button: 'Talk to a person',
    },
    review_for_you: {
      subject: 'Decided in your favor: {things}',
      headline: 'We took too long, so it’s decided in your favor',
      body: 'We promised you an answer by now. You don’t have to wait any longer: what you asked for is being done.',
      button: 'See what happens next',
    },
    wait_started: {
      subject: 'Your choice opens {until}',
      headline: 'Give it until {until}. Then it’s your choice.',
      body: 'It’s frustrating, we know. Many parcels that were marked as delivered too early turn up within two days. If it isn’t there by then, you choose what we do about {things}. You don’t have to tell us again.',
      button: 'See my options',
    },
    wait_over: {
      subject: 'It’s your choice now: {things}',
      headline: 'Still not there? It’s your choice now.',
      body: 'Pick what you’d like us to do about {things}. One tap, and it’s done. And if it turned up in the meantime, tell us with one tap too.',
      button: 'Choose now',
    },
    turned_up: {
      subject: 'Thanks for telling us',
      headline: 'Great, it turned up. Thanks for telling us!',
      body: 'That helps the next person too. It doesn’t count against you in any way.',
      button: 'See my order',
    },
    payment_declined: {
      subject: 'Your payment for {things} didn’t go through',
      headline: 'The payment didn’t go through, and nothing was taken',
      body: 'You wanted to keep {things} and pay for it. That’s still fine: choose again, or send it back for free. Nothing counts against you either way.',
      button: 'Choose again',
    },
    exchange_not_paid: {
      subject: 'The payment for your exchange didn’t go through',
      headline: 'The payment didn’t go through, and nothing was taken',
      body: 'We haven’t sent the other one yet. Choose again: another way to pay, another one, or your money back for {things}.',
      button: 'Choose again',
    },
    part_not_possible: {
      subject: 'About the missing part: please choose again',
      headline: 'We don’t have this part on its own. You can still choose.',
      body: 'We’re sorry. For {things} we can send a whole new one, or you get money back. Pick what suits you best.',
      button: 'Choose again',
    },
    return_asked: {
      subject: 'Your return: an answer by {by}',
      headline: 'A person looks at your return and answers by {by}',
      body: 'You’d like to send {things} back. Somebody on our team looks at it first. You don’t have to do anything until then.',
      button: 'See my return',
    },
    return_answered: {
      subject: '{outcome, select, approved {Your return is fine} other {About your return}}: {things}',
      headline:
        '{outcome, select, approved {Yes, send it back.} other {We looked at it carefully, and we can’t take this back.}}',
      body: '{outcome, select, approved {{things} can come back to us. How to bring it is on your return.} other {That’s about {things}. If you see it differently, tell us: another person looks at it with you.}}{note, select, none {} other {\nWhat we wrote down: “{note}”.}}',
      button: 'See my return',
    },
    return_closing: {
      subject: 'Hand it over by {by}: {things}',
      headline: 'You have until {by} to hand over your return',
      body: 'Want to keep {things} after all? Then there’s nothing for you to do. Otherwise the code or label is on your return.',
      button: 'See how to hand it over',
    },
    return_ended: {
      subject: 'Your return has ended: {things}',
      headline:
        '{why, select, late {Your return has ended. You keep {things}.} other {The difference couldn’t be paid, so nothing was changed.}}',
      body: '{why, select, late {It wasn’t handed over in time. Is it on its way already? Then we still take it, and your money comes back.} other {You keep {things}, and nothing was charged. You can choose again, or pay another way.}}',
      button: 'See my order',
    },
    way_ready: {
      subject: 'How to send back {things}',
      headline:
        '{kind, select, label {Your label is ready} pickup {We come for it} other {Your code is ready}}. {kind, select, pickup {Have it ready.} other {Use it by {by}.}}',
      body: '{kind, select, label {Pack it, put the label on and hand it to the carrier.} pickup {Somebody picks it up at your door. You don’t need a label.} other {Show the code on your phone and hand it over. No label to print.}}\nChanged your mind? You can choose another way back, or keep it, until you’ve handed it over.',
      button: '{kind, select, label {Open the label} pickup {See the details} other {Open the code}}',
    },
    way_handed_over: {
      subject: 'Handed over: {things}',
      headline: 'It’s handed over. That was your part.',
      body: 'Keep this mail as your receipt: {number}. {money, select, later {We follow {things} from here, and tell you when your money is on its way.} other {We follow {things} from here. There’s nothing more for you to do.}}',
      button: 'Follow my return',
    },
    way_lost: {
      subject: 'Your return got lost, and that’s not your problem',
      headline:
        '{pays, select, yes {It got lost on its way back. You get your money all the same.} other {It got lost on its way back. There’s nothing for you to do.}}',
      body: 'You handed over {things}, and nothing has been heard of it since. That’s between us and the carrier. Should it turn up, we keep it, and nothing changes for you.',
      button: 'See my return',
    },
    way_received: {
      subject: 'We have it: {things}',
      headline:
        '{finding, select, look {Your parcel is here. Somebody on our team takes a closer look.} other {Your parcel is here}}',
      body: '{finding, select, look {Something about the box was not as expected, so a person looks at it before anything is decided. You’ll hear from us, and you can tell us what you know.} other {{things} arrived with us. {money, select, later {We tell you about your money as soon as it is on its way.} other {Thank you. There’s nothing more for you to do.}}}}',
      button: 'See my return',
    },
    way_deducted: {
      subject: 'About the condition of {things}',
      headline: '{amount} was taken off your refund',
      body: 'We looked at {things} and noted: “{note}”. That’s why {amount} was taken off. The photos are with your return. See it differently? Tell us, and another person looks at it.',
      button: 'See my return',
    },
    way_not_there: {
      subject: 'We couldn’t find {things} in your parcel',
      headline: 'Two people looked, and it wasn’t in the box',
      body: 'We noted: “{note}”. That’s why no money is on its way for {things} yet. Maybe it’s still with you, or in another parcel? Tell us what you know, and a person looks at it again.',
      button: 'Tell us about it',
    },
    advance_reminder: {
      subject: 'A friendly reminder: send the old one back by {by}',
      headline: 'Send the old one back by {by}, free',
      body: 'Your new one arrived. When you have a moment, send the old one back: {things}. It costs nothing.{charge, select, none {} other { If it never comes back, {charge} is charged, as you agreed. Once it’s on its way, nothing is charged.}}',
      button: 'See how to send it back',
    },
    advance_charged: {
      subject: '{amount} was charged for {things}',
      headline: '{amount} was charged, as agreed',
      body: 'The old one hasn’t come back, and there’s no sign of it. As soon as it’s on its way, the money goes back to you by itself. If you’ve sent it already, tell us and we’ll look for it.',
      button: 'See how to send it back',
    },
    advance_reversed: {
      subject: '{amount} goes back to you',
      headline: 'It’s on its way after all, so {amount} goes back to you',
      body: 'Thanks for sending {things} back. You don’t have to do anything.',
      button: 'See my return',
    },
    change_asked: {
      subject:
        'We asked for you: {kind, select, cancel {canceling {things}} address {your new address} payment {your payment} other {your change}}',
      headline: 'We’ve asked.{by, select, none {} other { You’ll know by {by}.}}',
      body: '{kind, select, cancel {What hasn’t left yet is canceled, and your money comes back by itself. It’s about {things}.} other {If it can still be changed, it’s done by itself. It’s about {things}.}} Nothing for you to do until then.',
      button: 'See my order',
    },
    change_applied: {
      subject:
        '{kind, select, address {Your order goes to the new address} payment {Your payment was changed} other {Your order was changed}}',
      headline:
        'Done. {kind, select, address {Your order goes to the new address.} payment {Your order is paid with the method you picked.} other {Your order was changed.}}',
      body: 'Everything else stays as it was.',
      button: 'See my order',
    },
    change_refused: {
      subject: '{kind, select, cancel {It had already left} other {Your order stays as it was}}: {things}',
      headline: '{kind, select, cancel {It had already left when we asked} other {We couldn’t change it any more}}',
      body: '{instead, select, parcel {You can turn the parcel away at the door or send it back for free. Your money comes back either way.} person {Nothing was charged, and your order stays as it was. A person can see what’s still possible.} other {Nothing was charged, and your order stays as it was.}}',
      button: 'See what’s possible',
    },
    cancel_done: {
      subject: '{whole, select, yes {Your order is canceled} other {Canceled: {things}}}',
      headline:
        '{whole, select, yes {Your order is canceled.} other {Canceled: {things}.}}{amount, select, none {} other { {amount} is on its way back.}}',
      body: '{whole, select, yes {Nothing will be sent.} other {The rest of your order comes as planned.}}',
      button: 'See my order',
    },
    late_notice: {
      subject: 'Your parcel is running late.{choice, select, cancel { You choose.} refuse { You choose.} other {}}',
      headline: 'It won’t make {promised}.{expected, select, none {} other { We expect it {expected}.}}',
      body: 'We’re sorry about that; we saw it before you had to. {choice, select, cancel {Would you like to wait for {things}, or rather have your money back? Waiting costs you nothing, and you can choose something else at any time.} refuse {It’s on the way: {things}. If you’d rather not wait, turn the parcel away at the door or send it back for free, and your money comes back.} other {We keep an eye on {things} until it’s with you.}}',
      button: '{choice, select, cancel {Wait or cancel} other {See where it is}}',
    },
    late_made_good: {
      subject: 'Sorry it’s late: {amount, select, none {{credit} from us} other {{amount} comes back to you}}',
      headline: 'We said a day and {arrived, select, yes {missed it} other {are missing it}}. We’re sorry.',
      body: '{amount, select, none {} other {You paid for shipping in time, so {amount} goes back to you. }}{credit, select, none {} other {{credit} store credit is on your account, because {things} should have been there. }}{choice, select, cancel {Would you like to wait for {things}, or rather have your money back? Waiting costs you nothing, and you can choose something else at any time.} refuse {Your parcel is on the way. If you’d rather not wait, turn the parcel away at the door or send it back for free, and your money comes back.} other {You don’t have to do anything.}}',
      button: '{choice, select, cancel {Wait or cancel} other {See my order}}',
    },
    lost_put_right: {
      subject:
        '{remedy, select, replacement {Your parcel got lost. A new one is on its way.} other {Your parcel got lost. {amount} is on its way back.}}',
      headline:
        '{remedy, select, replacement {A new one is on its way.{by, select, none {} other { It arrives by {by}.}}} other {{amount} is on its way back to you.}}',
      body: 'The parcel with {things} hasn’t moved for too long, so we count it as lost. You shouldn’t have to ask. Should it turn up after all, just tell us.',
      button: 'See my order',
    },
    withdrawal_received: {
      subject: 'Receipt: your withdrawal from order {order}',
      headline: 'We have your withdrawal. It counts from {at}.',
      body: 'Please keep this mail: it is your receipt.\n• Name: {person}\n• Contract: order {order}\n• Withdrawn from: {part, select, none {the whole contract} other {{part}}}\n• Received: {at}\n• Number of this declaration: {number}\nYou don’t have to give a reason. If the order can be found with your address, the next mail says how it goes on; if not, a person looks for it and writes to you.',
    },
    withdrawal_answered: {
      subject:
        '{outcome, select, return {Your withdrawal: how to send it back} cancel {Your withdrawal: the order is being canceled} other {Your withdrawal: a person looks at it}}',
      headline:
        '{outcome, select, return {You withdrew in time. It comes back free of charge.} cancel {You withdrew in time. We’re canceling it before it leaves.} late {Your withdrawal came after the legal period. A person looks at it.} excluded {The legal right leaves out things like this one. A person looks at it.} other {A person looks at your withdrawal.}}',
      body: '{outcome, select, return {What you need for sending it back is behind the link below. Your money, standard delivery included, is set going as soon as the parcel is scanned on its way. If the parcel is still coming to you, you can simply turn it away.} cancel {You don’t have to do anything. Your money comes back the way you paid, by itself.} late {Nothing is lost: somebody on our team checks what we can still do and writes to you.} excluded {Made to measure, perishable, opened hygiene goods and started downloads are exceptions of the law. Somebody on our team checks what we can still do and writes to you.} other {Somebody on our team reads it and writes to you. The time of your declaration counts.}}{rest, select, yes {\nFor one part of it a person looks once more and writes to you.} other {}}\nNumber of your declaration: {number}',
      button: '{outcome, select, return {See my return} other {See my order}}',
    },
    conversation_answer: {
      subject: 'Our answer',
      headline: '{person, select, none {We} other {{person}}} wrote to you',
      body: 'So that you don’t miss the answer, it comes by mail too. You can go on where you left off.',
      button: 'Open the conversation',
    },
    incident_message: {
      subject: 'News about your order',
      headline: 'Something has come up, and we want you to hear it from us',
      body: 'It’s about your {count, plural, one {order} other {orders}} {orders}{more, plural, =0 {} other { and # more}}.\nYou don’t have to do anything. If you’d rather talk to somebody, just write to us.',
      button: 'See my order',
    },
    claim_asked: {
      subject: 'We’ve asked {seller} about “{things}”',
      headline: 'We’ve asked {seller} to put it right',
      body: 'They have until {by}. If they haven’t put it right by then, we step in.\nYou don’t have to do anything.',
      button: 'See where it stands',
    },
    claim_in_review: {
      subject: 'A person is looking at “{things}”',
      headline: 'A person is looking at both sides',
      body: 'It’s about {things}. You’ll hear from us by {by} at the latest.',
      button: 'See where it stands',
    },
    claim_offered: {
      subject: '{seller} offers {amount} for “{things}”',
      headline: '{seller} offers you {amount}, and you keep it',
      body: 'Take it if it feels right. If you’d rather not, everything goes on as before, and nothing is lost.',
      button: 'Decide',
    },
    claim_question: {
      subject: 'A question about “{things}”',
      headline: 'We have a question for you, until {by}',
      body: 'It helps us to put this right. Without an answer we have to go by what the seller told us.',
      button: 'Answer',
    },
    claim_decided: {
      subject:
        '{outcome, select, paid {You get {amount} back for “{things}”} return {Send “{things}” back, and your money comes back} other {What we found about “{things}”}}',
      headline:
        '{outcome, select, paid {You get {amount} back} return {Send it back for free, and your money comes back} other {We agree with {seller} on this one}}',
      body: '{outcome, select, paid {We’ve put it right.} return {Your way back is ready. You don’t pay anything for it.} other {If you have something new to show, somebody else takes another look.}}',
      quoted: 'Why:',
      button: '{outcome, select, return {See how to send it back} other {See the decision}}',
    },
    seller_claim: {
      subject:
        '{stage, select, contact {Answer by {by}: “{things}”} question {A question for you, until {by}: “{things}”} other {A claim to answer by {by}: “{things}”}}',
      headline:
        '{stage, select, contact {A shopper asks you to put something right} question {We have a question for you} other {A claim is open, and it’s your turn}}',
      body: '{ground, select, not_received {It never arrived.} delivered_missing {It shows delivered, and the shopper doesn’t have it.} late {It came late.} damaged {It arrived damaged.} faulty {It doesn’t work.} return_refused {A return was refused.} refund_not_paid {A return came back, and no money was paid.} overcharged {The shopper was charged too much.} other {It isn’t as described.}} It’s about {things}.\n{stage, select, contact {Put it right, or say no, by {by}. Without an answer it becomes a claim.} advanced {The shopper has been paid, and the amount is held from you. Without an answer by {by} you bear it, and it counts as a defect.} question {Without an answer by {by} it’s decided for the shopper.} other {Without an answer by {by} it’s decided for the shopper, you pay, and it counts as a defect. Weekends count.}}',
      quoted: '{stage, select, question {Our question:} other {In the shopper’s words:}}',
      button: 'Answer',
    },
    seller_claim_decided: {
      subject:
        '{outcome, select, for_seller {Decided for you} split {Settled in part} other {Decided for the shopper}}: “{things}”',
      headline:
        '{outcome, select, for_seller {Decided for you} split {Settled in part: {amount}} other {Decided for the shopper{amount, select, none {} other {: {amount}}}}}',
      body: '{payer, select, seller {You pay.} platform {The marketplace pays.} carrier {The carrier pays.} other {You pay nothing.}} {blame, select, yes {It counts as a defect.} other {It doesn’t count against you.}}{appeal, select, none {} other {\nIf you have something new to show, you can appeal until {appeal}.}}',
      quoted: 'Why:',
      button: 'Open the claim',
    },
    seller_recourse_decided: {
      subject:
        '{outcome, select, granted {You get a debit back} partly {You get part of a debit back} other {Your debit stands}}',
      headline:
        '{outcome, select, granted {You get {amount} back} partly {You get {amount} of it back} other {The debit stands}}',
      body: 'You asked us to look at it again, and here is what we found.',
      quoted: 'Why:',
      button: 'Open your statement',
    },
    seller_promise: {
      subject: '{turn, select, at_risk {Will be late: “{things}”} other {Late: “{things}”}}',
      headline:
        '{turn, select, at_risk {What was promised for {promised} will be late} other {What was promised for {promised} is late}}',
      body: '{sent, select, no {Not sent yet: “{things}”. Send it now, or cancel it so that the shopper doesn’t wait.} other {On its way and not there yet: “{things}”. Ask the carrier now.}}\nWe’ve told the shopper.',
      button: 'Open the order',
    },
    seller_digest: {
      subject: '{count, plural, one {# thing waits} other {# things wait}} for your answer',
      headline: '{count, plural, one {# thing waits} other {# things wait}} for you today',
      body: '{more, plural, =0 {} other {And # more.}}',
      button: 'Open “To do”',
    },
    safety_for_seller: {
      subject: 'Please look now: “{title}” may have hurt someone',
      headline:
        '{who, select, person {A shopper was hurt, they tell us} property {Something was damaged, a shopper tells us} other {A shopper tells us that it is not safe}}',
      body: 'It’s about “{title}”{lot, select, none {} other {, lot {lot}}}, order {order}. Please stop sending it until you know what happened, and tell us what you find.\nThe same thing is not sent to this shopper again. If more people could be hurt, we stop it for everybody.',
      quoted: 'In the shopper’s words:',
    },
    safety_for_staff: {
      subject:
        '{silences, plural, =0 {It hurt someone: “{title}”} other {Nobody has looked yet: “{title}” hurt someone}}',
      headline:
        '{silences, plural, =0 {A person has to be there by {by}} other {Nobody has looked. Please do it now.}}',
      body: '{who, select, person {A person was hurt.} property {Something was damaged.} other {It hurt someone, or could.}} “{title}”{lot, select, none {} other {, lot {lot}}}, order {order}.{silences, plural, =0 {} other {\nThe next deadline is {by}.}}',
      quoted: 'In the shopper’s words:',
      button: 'Open the report',
    },
    recall_notice: {
      subject:
        '{turn, select, reminder {Once more, because it matters: “{title}” is recalled} other {Please stop using “{title}”: it is recalled}}',
      headline:
        '{instruction, select, dispose {Please stop using “{title}” and throw it away safely} return {Please stop using “{title}” and send it back, free} other {Please stop using “{title}”}}',
      body: '{turn, select, again {What you chose could not be done, and that’s on us. Please choose once more.} other {You bought it from us. We’re putting it right, and you choose how: one tap is enough.}}',
      button: 'Choose what you want for it',
    },
    goes_on_by_mail: {
      subject: 'We go on by mail',
      headline:
        '{because, select, quiet {We didn’t want to lose you, so we go on by mail} closed {Nobody is there right now, so we answer by mail} other {We go on by mail, and nothing is lost}}',
      body: 'Everything you told us is kept. The answer comes to this address. You can also go on in the chat whenever you like.',
      button: 'Open the conversation',
    },
    call_missed: {
      subject: 'We tried to call you',
      headline:
        '{because, select, wrong_number {We could not reach you at the number that we have} other {We tried to call you and did not reach you}}',
      body: '{because, select, wrong_number {Give us another number and a time that suits you, and we call again.} other {Pick a time that suits you, and we call again. Writing works any time, too.}} Everything you told us is kept.',
      button: 'Pick a time',
    },
    mail_received: {
      subject: '{about, select, none {We have your mail} other {Re: {about}}}',
      headline: 'We have your mail',
      body: '{by, select, none {A person reads it and answers you here.} other {A person reads it and answers you here by {by} at the latest.}}\nIf you want to add something, just answer this mail. What doesn’t need a person, such as where a parcel is, sending something back or a new one for what arrived broken, works at once behind the link below.',
      button: 'See what I can do now',
      other: 'Something is wrong with it',
    },
    transcript: {
      subject: 'What we talked about',
      headline: 'Here is everything that was said',
      body: 'It goes along with this mail, once to print and once as plain text. If something is still open, just go on in the same conversation.',
      button: 'Open the conversation',
    },
    survey_asked: {
      subject: 'Did we solve it?',
      headline: 'Did we solve it?',
      body: '{person, select, none {} other {You talked with {person}. }}One tap tells us, and what isn’t solved is looked at again.',
      button: 'Yes, it’s solved',
      other: 'No, not yet',
    },
    conduct_changed: {
      subject: '{step, select, lifted {You can write to us again} other {About how we talk with each other}}',
      headline:
        '{step, select, warned {Please stay kind to the people who help you} mail_only {We answer you by mail for a while} blocked {Writing to us is paused for a while} other {You can write to us as before}}',
      body: '{step, select, warned {We know something went wrong, and we want to put it right. Insults make that harder for the person on the other side.} lifted {Nothing else has changed.} other {It lasts until {until}.}} Everything about your orders, returns and refunds works as always.',
    },
    staff_invitation: {
      subject: 'Set your password for the console',
      headline: 'Welcome, {person}. Set your password.',
      body: 'The link works once, for {hours, plural, one {# hour} other {# hours}}. After that you enroll an authenticator app on your phone; have it at hand.\nDidn’t expect this? Tell the person who runs the store.',
      button: 'Set my password',
    },
    seller_invitation: {
      subject: 'Set your password for {seller}',
      headline: 'Welcome, {person}. Set your password.',
      body: 'You can now answer for {seller}: orders, returns and messages from shoppers.\nThe link works once, for {hours, plural, one {# hour} other {# hours}}. Didn’t expect this? You can ignore it.',
      button: 'Set my password',
    },
    approval_decided: {
      subject: '{outcome, select, approved {Approved} declined {Not approved} other {No answer in time}}: {summary}',
      headline:
        '{outcome, select, approved {{person} approved it} declined {{person} did not approve it} other {Nobody decided in time}}',
      body: '{summary}\n{outcome, select, approved {It’s done.} declined {{note, select, none {Ask them if you need the reason.} other {“{note}”}}} other {You can ask again.}}',
      button: 'Open the request',
    },
    change_late: {
      subject: 'Your change takes longer: {things}',
      headline: 'It takes longer than we said. A person is on it now.',
      body: '{kind, select, cancel {You wanted to cancel {things}} address {You wanted {things} to go to another address} payment {You wanted to pay for {things} another way} other {You wanted to change {things}}}, and we haven’t had an answer in time. That’s on us. You hear from us as soon as we know.\nYou don’t have to do anything.',
      button: 'See my order',
    },
    parcel_out: {
      subject: 'It arrives today: {things}',
      headline: 'It’s out for delivery and arrives today',
      body: 'In the delivery van: {things}. You can follow it on your order.',
      button: 'Follow my parcel',
    },
    parcel_delivered: {
      subject: 'Delivered: {things}',
      headline: 'Your parcel was delivered',
      body: 'In it: {things}. Can’t find it, or is something wrong with it? One tap tells us.',
      button: 'See my order',
    },
    claim_again: {
      subject: 'Somebody else looks at “{things}” again',
      headline: 'Somebody else looks at it again. You hear from us by {by}.',
      body: '{who, select, seller {{seller} showed us something new.} other {You asked for another look.}} It’s about {things}. You don’t have to do anything until then.',
      button: 'See where it stands',
    },
    seller_claim_again: {
      subject: 'Looked at again, by {by}: “{things}”',
      headline: 'Somebody else decides it again, by {by}',
      body: '{who, select, shopper {The shopper showed us something new.} other {You asked for another look.}} Until then everything stays as it was decided. If you have more to show, add it now.',
      button: 'Open the claim',
    },
    seller_claim_closed: {
      subject: 'Nothing left to answer: “{things}”',
      headline:
        '{why, select, withdrawn {The shopper took the claim back} other {The claim is closed: it was settled elsewhere}}',
      body: 'There’s nothing left for you to answer about {things}.',
      button: 'Open the claim',
    },
    seller_offer_declined: {
      subject: 'Your offer wasn’t taken: “{things}”',
      headline: 'Your offer of {amount} wasn’t taken',
      body: 'The claim about {things} goes on as before, with the same deadline.',
      button: 'Open the claim',
    },
    seller_debited: {
      subject: '{amount} was taken for order {order}',
      headline: 'You bear {amount} of a refund',
      body: 'It’s for order {order}. Your statement shows what it was for. If you see it differently, ask for it back there.',
      button: 'Open your statement',
    },
    seller_message: {
      subject: 'A shopper wrote about “{things}”',
      headline: 'A shopper wrote to you',
      body: 'It’s about {things}. Please answer in the portal: there, everybody sees the same.',
      button: 'Answer',
    },
    news_digest: {
      subject:
        '{scope, select, order {{order, select, none {News about your order} other {News about order {order}}}} other {Your news of the day}}',
      headline:
        '{scope, select, order {{count, plural, one {# piece of news} other {# pieces of news}} about your order} other {{count, plural, one {# piece of news} other {# pieces of news}} today}}',
      body: '',
      button: '{scope, select, order {See my order} other {See all my news}}',
    },
  },
  topics: {
    sign_in: 'Sign-in codes and the safety of your account',
    money: 'Refunds and anything else about your money',
    problems: 'Answers to problems you told us about',
    orders: 'Changes to your orders',
    answers: 'Answers to what you wrote to us',
    transcripts: 'What was said, after a conversation',
    surveys: 'The question whether we solved it',
    deliveries: 'Parcels that will be late, before you have to ask',
    parcels: 'Out for delivery, and delivered',
  },
  things: '{count, plural, =1 {{title}} =2 {{title} and 1 more} other {{title} and {more} more}}',
  lineBy: '{amount}, there by {day}',
  lineSoon: '{amount}',
  methods: {
    card: 'Card',
    'gift card': 'Gift card',
    'store credit': 'Store credit',
    'bank account': 'Bank account',
    'original payment method': 'The way you paid',
  },
  ending: '{name} ending {digits}',
  deviceOn: '{browser} on {system}',
  order: 'Order {order}',
  reference: 'Reference {reference}',
  writeToUs: 'Questions? Write to us here:',
  orOpen: 'Or open this address:',
  seeIt: 'See it',
  why: {
    sign_in: 'This mail is about the safety of your account at {store}. It always comes.',
    money: 'This mail is about your money, or something you have to know. It always comes.',
    answers: 'You get this mail because you wrote to {store}.',
    chosen: 'You get this mail because you ordered at {store} and want: {topic}.',
    seller: 'You get this mail because you answer for a seller at {store}.',
    staff: 'You get this mail because you work at {store}.',
    address: 'You get this mail because somebody entered this address at {store}.',
  },
  choose: 'Choose what you get:',
  unsubscribe: 'No more of these mails:',
  short: {
    text: '{store}: {title} {url}',
    several: '{count, plural, one {# piece of news} other {# pieces of news}}',
    severalBody: 'While it was night where you are. Everything is in one place.',
    code: '{code} is your code for texts from {store}. Nobody of ours asks for it.',
    started: '{store}: you get texts about what you chose. Answer STOP to end them, HELP for help.',
    stopped: '{store}: no more texts. Answer START to get them again.',
    help: '{store}: texts about your orders, as you chose. Questions: {url} Answer STOP to end them.',
  },
}
