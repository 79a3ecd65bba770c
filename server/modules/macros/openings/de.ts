import type { OpeningWords } from './words.ts'

export const de: OpeningWords = {
  greeting: ['Hallo {{contact.first_name}},', 'Hallo,'],
  acknowledge: {
    delivered_not_received: [
      'laut Zustellung ist {{order.item}} am {{shipment.delivered}} angekommen, aber es ist nicht da. Das ist ärgerlich, und darum kümmern wir uns.',
      'laut Zustellung ist dein Paket angekommen, aber es ist nicht da. Das ist ärgerlich, und darum kümmern wir uns.',
    ],
    not_received: [
      'Du wartest immer noch auf {{order.item}}. Das tut mir leid; hinterherlaufen solltest du dem nicht müssen.',
      'Du wartest immer noch auf dein Paket. Das tut mir leid; hinterherlaufen solltest du dem nicht müssen.',
    ],
    late: [
      'wir haben {{shipment.promised}} gesagt und es nicht gehalten. Das tut mir leid; du hattest mit dem Tag gerechnet.',
      'wir haben einen Tag genannt und ihn nicht gehalten. Das tut mir leid; du hattest damit gerechnet.',
    ],
    damaged: [
      'es tut mir leid, dass {{order.item}} beschädigt angekommen ist. So soll es nicht bei dir ankommen, und das liegt an uns.',
      'es tut mir leid, dass es beschädigt angekommen ist. So soll es nicht bei dir ankommen, und das liegt an uns.',
    ],
    defective: [
      'es tut mir leid, dass {{order.item}} nicht funktioniert. Du hast für eines bezahlt, das geht, also bringen wir das in Ordnung.',
      'es tut mir leid, dass es nicht funktioniert. Du hast für eines bezahlt, das geht, also bringen wir das in Ordnung.',
    ],
    wrong_item: [
      'es tut mir leid, das hast du nicht bestellt. Die Verwechslung liegt bei uns, und wir bringen sie in Ordnung.',
    ],
    missing_parts: ['es tut mir leid, dass etwas gefehlt hat. Den Rest bekommst du von uns.'],
    not_as_described: [
      'es tut mir leid, dass es nicht so ist, wie wir es beschrieben haben. Darauf musst du dich verlassen können.',
    ],
    return: [
      'danke, dass du mir sagst, dass es nicht das Richtige ist. Zurückschicken soll leicht sein, und dafür sorge ich.',
    ],
    cancel: ['Du möchtest diese Bestellung stoppen, und das ist in Ordnung. Ich sehe gerade nach.'],
    refund: ['Du wartest auf dein Geld, und das ist wichtig. Hier steht genau, wo es ist.'],
    other: ['danke für deine Nachricht. Ich habe alles gelesen, du musst nichts noch einmal erzählen.'],
  },
  next: {
    money_back: [
      '{{refund.amount}} sind zurück auf {{refund.method}}. Je nach Bank dauert es ein, zwei Tage, bis du es siehst.',
      'Dein Geld ist auf dem Weg zurückgegangen, auf dem du bezahlt hast.',
    ],
    money_on_its_way: [
      '{{refund.amount}} sind unterwegs zu {{refund.method}} und sollten bis {{refund.by}} da sein. Du musst nichts tun.',
      '{{refund.amount}} sind unterwegs zu {{refund.method}}. Du musst nichts tun.',
      'Dein Geld ist unterwegs. Du musst nichts tun.',
    ],
    new_one_on_its_way: [
      'Ein neues ist unterwegs und kommt bis {{replacement.by}}. Du musst nichts tun.',
      'Ein neues ist unterwegs. Du musst nichts tun.',
    ],
    coming_back: [
      'Deine Rücksendung ist auf dem Weg zu uns. Ich verfolge sie, und dein Geld kommt, ohne dass du fragst.',
    ],
    to_hand_over: [
      'Deine Rücksendung {{return.reference}} ist bereit: Gib sie bis {{return.by}} ab, der Rest geht von selbst.',
      'Deine Rücksendung ist bereit zur Abgabe, der Rest geht von selbst.',
    ],
    with_a_person: ['Jemand sieht es sich schon an, und ich sorge dafür, dass du heute eine Antwort bekommst.'],
    waiting: [
      'Wir wollten noch ein wenig warten. Kommt es nicht, entscheidest du, was wir tun, und ich kümmere mich darum.',
    ],
    on_its_way: [
      'Es ist mit {{shipment.carrier}} unter {{shipment.tracking_number}} unterwegs. Ich frage dort gerade nach und sage dir, was ich höre.',
      'Es ist unterwegs, und ich frage gerade beim Zusteller nach. Ich sage dir, was ich höre.',
    ],
    new: ['Ich sehe es mir gerade an und sage dir gleich, was wir tun können.'],
  },
  waited: ['Danke fürs Warten; jetzt bin ich für dich da.'],
  quiet: {
    greeting: ['Guten Tag {{contact.name}},', 'Guten Tag,'],
    acknowledge: ['mein herzliches Beileid. Du musst hier nichts weiter tun; ich kümmere mich darum.'],
  },
}
