# Wörter der Kundenseiten im Portal: Kontakte, Firmen und das Anmelden im Auftrag.

## Kontakte

contacts-title = Kontakte
contacts-all-companies = Alle Firmen
contacts-which-company = Keine oder mehr als eine Firma heißt so. Wählen Sie eine davon oder geben Sie mehr vom Namen ein.
contacts-account = Konto
contacts-count = { $count ->
    [one] { $count } Kontakt
   *[other] { $count } Kontakte
}
contacts-no-orders = Keine Bestellungen
contacts-last-order = Letzte Bestellung (UTC)
contacts-no-match = Kein Kontakt gefunden
contacts-no-match-help = Prüfen Sie die Schreibweise, suchen Sie nach Firma, E-Mail, Telefon oder Bestellnummer oder setzen Sie Suche und Filter zurück.
contacts-why-script = In anderer Schrift geschrieben
contacts-why-nickname = { $name } ist eine Form dieses Namens
contacts-why-errors = { $count ->
    [one] { $count } Buchstabe anders als { $word }
   *[other] { $count } Buchstaben anders als { $word }
}
contacts-why-sounds = Klingt wie { $word }
contacts-why-like = Ähnlich wie { $word }
contacts-why-email = Nach E-Mail
contacts-why-phone = Telefon { $phone }
contacts-why-company = Firmennummer { $number }
contacts-why-order = Bestellung { $number }
contacts-why-po = Bestellnummer { $po }, Bestellung { $order }
contacts-why-bought = Artikel { $number }
contacts-view = Anzeigen
contacts-recent = Zuletzt geöffnet
contacts-mine = Meine Firmen
contacts-problem = Was der Kunde sah: { $reference }
contacts-help-code = { $name } zeigt diesen Code und bittet um Hilfe. Melden Sie sich damit im Auftrag an.
contacts-none = Noch keine Kontakte
contacts-none-help = Kontakte erscheinen hier, sobald eine Firma welche hat.

## Ein Kontakt

contact-speaks = Spricht { $language }
contact-local-time = dort { $time } Uhr
contact-go-to-accounts = Zu den Konten
contact-on-hold = Für die Firma gilt eine Kreditsperre: Zurzeit sind keine Bestellungen möglich. Die Finanzabteilung kann die Sperre aufheben.
contact-closed = Die Firma ist geschlossen: Ihre Leute können sich nicht anmelden, niemand kann für sie handeln, und nichts wird bestellt.
contact-no-orders-help = Hier erscheinen Bestellungen, die der Kontakt oder der Support für ihn aufgibt.
contact-cart = Offener Warenkorb
contact-cart-lines = Positionen im offenen Warenkorb
contact-cart-empty = Der Warenkorb ist leer.
contact-product = Produkt
contact-quantity = Menge
contact-unit = Einheit
contact-support = Sitzungen des Supports
contact-support-none = Keine Sitzung des Supports, die Sie sehen dürfen.
contact-language = { $language ->
    [ar] Arabisch
    [bg] Bulgarisch
    [cs] Tschechisch
    [cy] Walisisch
    [da] Dänisch
    [de] Deutsch
    [el] Griechisch
    [en] Englisch
    [es] Spanisch
    [fi] Finnisch
    [fr] Französisch
    [ga] Irisch
    [he] Hebräisch
    [hi] Hindi
    [hr] Kroatisch
    [hu] Ungarisch
    [it] Italienisch
    [ja] Japanisch
    [ka] Georgisch
    [ko] Koreanisch
    [nl] Niederländisch
    [no] Norwegisch
    [nb] Norwegisch
    [nn] Norwegisch
    [pl] Polnisch
    [pt] Portugiesisch
    [ro] Rumänisch
    [ru] Russisch
    [sk] Slowakisch
    [sv] Schwedisch
    [tr] Türkisch
    [th] Thailändisch
    [uk] Ukrainisch
    [vi] Vietnamesisch
    [zh] Chinesisch
   *[other] { $code }
}

## Konten eines Kontakts

portal-account-none = Dieser Kontakt kann sich nicht anmelden.
portal-account-last = Letzte Anmeldung { $time }
portal-account-whose = für { $email } in { $store }
portal-account-reset = Passwort-Link senden
portal-account-reset-whose = an { $email } für { $store }
portal-account-reset-question = Link für ein neues Passwort an { $name } senden?
portal-account-reset-help = Der Link geht an die eigene E-Mail-Adresse des Kunden und gilt einmal, fünfzehn Minuten lang. Sie sehen ihn nicht. Das alte Passwort gilt, bis der Kunde ein neues wählt.

## Sitzung im Auftrag beginnen

start-title = Im Auftrag von { $name } anmelden
start-heading = Sitzung beginnen
start-rejected = Die Sitzung wurde nicht angefordert. Korrigieren Sie die markierten Felder.
start-open-already = Für dieses Konto ist seit { $time } UTC eine Sitzung von Ihnen offen. { $link } oder beginnen Sie eine neue.
start-go-on = Arbeiten Sie dort weiter
start-confirm-next = Als Nächstes bestätigen Sie mit Ihrer eigenen Anmeldung.
start-confirm-there = Öffnet einen neuen Tab. Dort bestätigen Sie mit Ihrer eigenen Anmeldung.
start-work-as = Sie handeln als
start-override = Eine zweite Person ist hier, um die fehlende Zustimmung zu übergehen. Der Kunde wird sofort informiert.
start-details = Einzelheiten
start-details-help = Optional; mindestens 10 Zeichen, wenn Sie den Grund selbst beschreiben.
start-ticket-help = Optional; ein Ticket genügt als Grund.
start-preset-order = Hilfe bei einer Bestellung
start-preset-problem = Problem nachstellen
start-preset-stock = Frage zu Preis oder Bestand
start-preset-payment = Frage zu Zahlung oder Rechnung
start-preset-other = Anderer, mit eigenen Worten
start-choose-reason = Grund wählen
start-reason-help = Erforderlich, wenn Sie kein Ticket angeben.
start-only-view = Nur ansehen: Ihre Rolle sieht alles, was der Kunde sieht, und ändert nichts.
start-begins-on = Beginnt auf
start-page-dropped = Der Link nannte eine Seite, auf der keine Sitzung beginnt. Die Sitzung beginnt auf der Startseite des Shops.
start-code-typed = Der Kunde hat einen Code vorgelesen: Die Sitzung öffnet sich sofort, mit seiner Zustimmung.
start-whose = von { $name }
start-cart-of = dem offenen Warenkorb in { $store }
start-prepared-of = dem vorbereiteten Warenkorb in { $store }
start-which = Welches Konto?
start-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
start-duration = Dauer

## Der Code eines Kunden, der Hilfe sucht

help-title = Hilfecode
help-heading = Code des Kunden eingeben
help-code = Hilfecode
help-code-help = Sechs Ziffern. Der Kunde findet sie angemeldet unter „Hilfe holen“ oben im Shop.
help-go = Weiter

## Eine Firma

organization-active = Aktiv
organization-on-hold = Kreditsperre
organization-closed = Geschlossen
organization-consent-allowed = Erlaubt
organization-consent-ask = Nur nach Rückfrage beim Kunden
organization-consent-never = Nicht erlaubt
organization-terms-at-once = Sofort fällig
organization-terms-days = { $days ->
    [one] { $days } Tag netto
   *[other] { $days } Tage netto
}
organization-contacts = Kontakte
organization-contacts-caption = Kontakte der Firma
organization-no-contacts = Keine Kontakte
organization-all-contacts = Alle Kontakte der Firma
organization-no-contacts-help = Bei dieser Firma ist noch niemand bekannt.
organization-contact-title = Funktion
organization-accounts = { $count ->
    [one] { $count } Konto
   *[other] { $count } Konten
}
organization-no-orders-help = Hier erscheinen die Bestellungen aller in dieser Firma.
organization-po-required = Erforderlich
organization-po-optional = Optional
organization-po-off = Nicht verwendet
organization-vat = USt-IdNr.
organization-po = Bestellnummer des Kunden
organization-approval = Freigabe von Bestellungen
organization-addresses = Adressen
organization-no-address = Keine Adresse: Es kann nichts geliefert werden.

## Verwaltung einer Firma

administrator-title = Verwaltung der Firma
administrator-nobody-can = Niemand verwaltet diese Firma, und niemand aus ihr kann sich anmelden. Sobald jemand es kann, können Mitarbeitende dieser Person die Verwaltung übertragen.
administrator-ask = Niemand verwaltet diese Firma: Niemand aus ihr kann Rollen vergeben oder Regeln ändern. Fragen Sie die Firma, wer das tun soll.
administrator-elsewhere = Niemand verwaltet diese Firma: Niemand aus ihr kann Rollen vergeben oder Regeln ändern. Wer das Portal verwaltet, kann jemanden benennen.
administrator-new = Wer soll die Firma verwalten?
administrator-choose = Konto wählen
administrator-save = Verwaltung übertragen
