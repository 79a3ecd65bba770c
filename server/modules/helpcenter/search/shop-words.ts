/**
 * Words that mean much the same in any store, by language: whoever asks for a bill finds what is said about invoices. Each line is a
 * group, its ways to say it separated by commas. A store adds its own.
 */
export const shopWords: Readonly<Record<string, string>> = {
  en: `
    contact, reach, get in touch, talk, speak, call
    support, assistance, customer service, agent, representative, advisor
    invoice, bill, receipt
    delivery, shipping, shipment, dispatch
    parcel, package
    refund, reimbursement, money back
    return, send back
    cancel, annul
    track, trace, locate
    broken, damaged, defective, faulty
    coupon, voucher, promo code, discount code
    change, modify, edit, update, amend
    order, purchase
    buy, purchase
    item, product, article
    fee, cost, charge, price
    late, delayed, overdue
    missing, lost, not arrived
    exchange, swap, replace
    remove, delete
    register, sign up, create an account
    sign in, log in, login
    review, feedback, opinion, rating
    email, mail
    photo, picture, image
    postcode, zip code
    cellphone, mobile`,
  de: `
    kontaktieren, erreichen, anrufen, sprechen, kontakt
    Kundenservice, Kundendienst, Support, Mitarbeiter, Berater
    Rechnung, Quittung, Beleg, Kassenbon
    Lieferung, Versand, Zustellung
    Paket, Sendung, Päckchen
    Erstattung, Rückerstattung, Geld zurück
    Rückgabe, Rücksendung, Retoure, zurückschicken, zurückgeben, zurücksenden
    stornieren, Stornierung, abbestellen, Storno
    verfolgen, nachverfolgen, Sendungsverfolgung, Tracking
    kaputt, defekt, beschädigt, zerbrochen, fehlerhaft, Schaden
    Gutschein, Rabattcode, Gutscheincode, Aktionscode
    ändern, bearbeiten, aktualisieren
    Bestellung, Auftrag, Einkauf
    Artikel, Produkt, Ware
    Gebühr, Kosten, Preis
    verspätet, Verspätung, verzögert
    verloren, fehlt, nicht angekommen
    Umtausch, umtauschen, Austausch, Ersatz
    löschen, entfernen
    registrieren, Registrierung, Konto anlegen, Konto erstellen
    anmelden, einloggen, Anmeldung, Login
    Bewertung, Rezension, Feedback
    Dauer, wie lange, Lieferzeit
    Umschlag, Etikett, Label, Versandetikett
    Email, Mail`,
  es: `
    contactar, llamar, hablar, contacto
    atención al cliente, soporte, asistencia, agente, asesor
    factura, recibo, comprobante
    entrega, envío, despacho
    paquete, bulto
    reembolso, devolución del dinero
    devolver, devolución
    cancelar, anular, cancelación, anulación
    rastrear, seguir, seguimiento, localizar
    roto, dañado, defectuoso, estropeado
    cupón, vale, código promocional, código de descuento
    cambiar, modificar, editar, actualizar
    pedido, compra, orden
    artículo, producto
    tarifa, coste, costo, precio, gastos
    tarde, retrasado, retraso, demora
    perdido, falta, no ha llegado
    cambio, reemplazo, sustitución
    eliminar, borrar
    registrarse, crear una cuenta
    iniciar sesión, entrar, acceder
    reseña, opinión, valoración
    correo, email, correo electrónico`,
  fr: `
    contacter, joindre, appeler, parler, contact
    service client, assistance, support, conseiller, agent
    facture, reçu, ticket de caisse
    livraison, expédition, envoi
    colis, paquet
    remboursement, rembourser
    retour, renvoyer, retourner
    annuler, annulation
    suivre, suivi, localiser
    cassé, abîmé, endommagé, défectueux
    bon de réduction, coupon, code promo, bon d'achat
    changer, modifier, mettre à jour
    commande, achat
    article, produit
    frais, coût, prix, tarif
    retard, en retard, retardé
    perdu, manquant, pas arrivé
    échange, échanger, remplacement
    supprimer, effacer
    s'inscrire, inscription, créer un compte
    se connecter, connexion
    avis, évaluation, commentaire
    courriel, email, mail`,
  ar: `
    فاتورة, إيصال
    توصيل, شحن, تسليم
    طرد, شحنة
    استرداد, استرجاع المال
    إرجاع, إعادة
    إلغاء, الغاء
    تتبع, متابعة
    تالف, مكسور, معيب
    قسيمة, كوبون, رمز الخصم
    تغيير, تعديل
    طلب, طلبية
    منتج, سلعة
    استبدال, تبديل
    تواصل, اتصال`,
}
