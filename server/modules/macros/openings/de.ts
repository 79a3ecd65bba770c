import type { OpeningWords } from './words.ts'

export const de: OpeningWords = {
  greeting: ['Hallo {{contact.first_name}},', 'Hallo,'],
  acknowledge: {
    delivered_not_received: [
      'laut Zustellung ist {{order.item}} am {{shipment.delivered}} angekommen, aber es ist nicht da. Das ist ärgerlich, und darum kümmern wir uns.',
      'laut Zustellung ist Ihr Paket angekommen, aber es ist nicht da. Das ist ärgerlich, und darum kümmern wir uns.',
    ],
    not_received: [
      'Sie warten immer noch auf {{order.item}}. Das tut mir leid; hinterherlaufen sollten Sie dem nicht müssen.',
      'Sie warten immer noch auf Ihr Paket. Das tut mir leid; hinterherlaufen sollten Sie dem nicht müssen.',
    ],
    late: [
      'wir haben {{shipment.promised}} gesagt und es nicht gehalten. Das tut mir leid; Sie hatten mit dem Tag gerechnet.',
      'wir haben einen Tag genannt und ihn nicht gehalten. Das tut mir leid; Sie hatten damit gerechnet.',
    ],
    damaged: [
      'es tut mir leid, dass {{order.item}} beschädigt angekommen ist. So soll es nicht bei Ihnen ankommen, und das liegt an uns.',
      'es tut mir leid, dass es beschädigt angekommen ist. So soll es nicht bei Ihnen ankommen, und das liegt an uns.',
    ],
    defective: [
      'es tut mir leid, dass {{order.item}} nicht funktioniert. Sie haben für eines bezahlt, das geht, also bringen wir das in Ordnung.',
      'es tut mir leid, dass es nicht funktioniert. Sie haben für eines bezahlt, das geht, also bringen wir das in Ordnung.',
    ],
    wrong_item: [
      'es tut mir leid, das haben Sie nicht bestellt. Die Verwechslung liegt bei uns, und wir bringen sie in Ordnung.',
    ],
    missing_parts: ['es tut mir leid, dass etwas gefehlt hat. Den Rest bekommen Sie von uns.'],
    not_as_described: [
      'es tut mir leid, dass es nicht so ist, wie wir es beschrieben haben. Darauf müssen Sie sich verlassen können.',
    ],
    return: [
      'danke, dass Sie mir sagen, dass es nicht das Richtige ist. Zurückschicken soll leicht sein, und dafür sorge ich.',
    ],
    cancel: ['Sie möchten diese Bestellung stoppen, und das ist in Ordnung. Ich sehe gerade nach.'],
    refund: ['Sie warten auf Ihr Geld, und das ist wichtig. Hier steht genau, wo es ist.'],
    other: ['danke für Ihre Nachricht. Ich habe alles gelesen, Sie müssen nichts noch einmal erzählen.'],
  },
  next: {
    money_back: [
      '{{refund.amount}} sind zurück auf {{refund.method}}. Je nach Bank dauert es ein, zwei Tage, bis Sie es sehen.',
      'Ihr Geld ist auf dem Weg zurückgegangen, auf dem Sie bezahlt haben.',
    ],
    money_on_its_way: [
      '{{refund.amount}} sind unterwegs zu {{refund.method}} und sollten bis {{refund.by}} da sein. Sie müssen nichts tun.',
      '{{refund.amount}} sind unterwegs zu {{refund.method}}. Sie müssen nichts tun.',
      'Ihr Geld ist unterwegs. Sie müssen nichts tun.',
    ],
    new_one_on_its_way: [
      'Ein neues ist unterwegs und kommt bis {{replacement.by}}. Sie müssen nichts tun.',
      'Ein neues ist unterwegs. Sie müssen nichts tun.',
    ],
    coming_back: [
      'Ihre Rücksendung ist auf dem Weg zu uns. Ich verfolge sie, und Ihr Geld kommt, ohne dass Sie fragen.',
    ],
    to_hand_over: [
      'Ihre Rücksendung {{return.reference}} ist bereit: Geben Sie sie bis {{return.by}} ab, der Rest geht von selbst.',
      'Ihre Rücksendung ist bereit zur Abgabe, der Rest geht von selbst.',
    ],
    with_a_person: ['Jemand sieht es sich schon an, und ich sorge dafür, dass Sie heute eine Antwort bekommen.'],
    waiting: [
      'Wir wollten noch ein wenig warten. Kommt es nicht, entscheiden Sie, was wir tun, und ich kümmere mich darum.',
    ],
    on_its_way: [
      'Es ist mit {{shipment.carrier}} unter {{shipment.tracking_number}} unterwegs. Ich frage dort gerade nach und sage Ihnen, was ich höre.',
      'Es ist unterwegs, und ich frage gerade beim Zusteller nach. Ich sage Ihnen, was ich höre.',
    ],
    new: ['Ich sehe es mir gerade an und sage Ihnen gleich, was wir tun können.'],
  },
  waited: ['Danke fürs Warten; jetzt bin ich für Sie da.'],
  quiet: {
    greeting: ['Guten Tag {{contact.name}},', 'Guten Tag,'],
    acknowledge: ['mein herzliches Beileid. Sie müssen hier nichts weiter tun; ich kümmere mich darum.'],
  },
}
