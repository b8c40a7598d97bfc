# Wörter zum Einladen von Kunden: im Portal, und auf der Seite hinter dem Link.

## Im Portal

customer-invite = Einladen
customer-invite-title = In den Shop einladen
customer-invite-heading = Einladung
customer-invite-choose-store = Store wählen
customer-invite-email = E-Mail
customer-invite-email-help = Dorthin geht der Link zur Wahl eines Passworts, und damit meldet sich die Person an. Ist es nicht die Adresse des Kontakts, bekommt auch diese eine Nachricht darüber.
customer-invite-role = Rolle in der Firma
customer-invite-language = Sprache der E-Mail
customer-invite-message = Nachricht
customer-invite-message-help = Steht als reiner Text in der E-Mail. Höchstens 500 Zeichen.
customer-invite-send = Einladung senden
customer-invite-again = Einladung erneut senden
customer-invite-revoke = Einladung zurückziehen
customer-invite-whose = an { $email } für { $store }
customer-invite-revoke-question = Einladung von { $name } zurückziehen?
customer-invite-revoke-help = Der Link gilt dann nicht mehr. Das Konto bleibt eingeladen, und Sie können jederzeit einen neuen Link senden.
customer-invite-open = Eingeladen von { $by }, { $sent }. Der Link gilt bis { $until }.
customer-invite-expired = Eingeladen von { $by }, { $sent }. Der Link ist abgelaufen.
customer-invite-revoked = Eingeladen von { $by }, { $sent }. Die Einladung wurde zurückgezogen.
customer-invite-unsent = Es wurde noch keine Einladung gesendet.
customer-invite-not-possible = Niemand kann eingeladen werden
customer-invite-closed = Die Firma ist geschlossen: Ihre Leute können sich nicht anmelden.
customer-invite-no-store = Der Kontakt hat ein Konto in jedem Store, der Ihnen offensteht.
customer-invite-on-hold = Für die Firma gilt eine Kreditsperre: Die Person kann sich anmelden, aber zurzeit nicht bestellen.
customer-invite-all = Alle ohne Passwort einladen
customer-invite-all-help = { $count ->
    [one] { $count } Konto dieser Liste ist eingeladen und hat keinen Link, der gilt. Die Person bekommt eine E-Mail mit einem Link zur Wahl eines Passworts. Er gilt einmal, sieben Tage lang.
   *[other] { $count } Konten dieser Liste sind eingeladen und haben keinen Link, der gilt. Jede Person bekommt eine E-Mail mit einem Link zur Wahl eines Passworts. Er gilt einmal, sieben Tage lang.
}
customer-invite-more = Das sind die ersten { $count }. Kommen Sie für die übrigen hierher zurück.
customer-invite-count = { $count ->
    [one] { $count } Einladung senden
   *[other] { $count } Einladungen senden
}
customer-invite-nobody = Niemand wartet auf eine Einladung
customer-invite-nobody-help = Alle in dieser Liste haben ein Passwort, kein Konto, eine offene Einladung oder eine, die zurückgezogen wurde.

## Hinter dem Link

welcome-title = Passwort wählen
welcome-lead = Willkommen bei { $store }, { $name }. Sie bestellen für { $company } und melden sich als { $email } an.
welcome-password = Passwort
welcome-over = Diese Einladung gilt nicht mehr
welcome-over-help = Sie wurde benutzt, zurückgezogen oder durch eine neuere ersetzt, oder sie ist älter als sieben Tage. Wenn Sie ein Passwort haben, melden Sie sich an. Sonst bitten Sie Ihren Ansprechpartner um eine neue Einladung, oder fordern Sie hier einen neuen Link an: Er wird gesendet, wenn Ihre Einladung noch steht.
