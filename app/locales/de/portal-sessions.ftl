# Wörter der Seiten über Sitzungen im Auftrag im Portal.

## Sitzungen

portal-sessions-title = Sitzungen
portal-sessions-all = Sitzungen aller Mitarbeitenden im Auftrag von Kunden
portal-sessions-own = Ihre Sitzungen im Auftrag von Kunden
portal-sessions-live-left = Läuft, noch { $minutes } Min.
portal-sessions-ticket = Ticket { $ticket }
portal-sessions-ticket-reason = Ticket { $ticket }: { $reason }
portal-sessions-live-now = Läuft gerade
portal-sessions-live-caption = Laufende Sitzungen
portal-sessions-caption = Sitzungen im Auftrag
portal-sessions-search = Sitzungen suchen
portal-sessions-search-help = Mitarbeitende, Kunde, Firma, Ticket oder Grund
portal-sessions-any-state = Laufende und beendete
portal-sessions-live = Laufend
portal-sessions-ended = Beendet
portal-sessions-any-mode = Jeder Modus
portal-sessions-cause = Beendigungsgrund
portal-sessions-any-cause = Jeder Grund
portal-sessions-from = Von
portal-sessions-to = bis
portal-sessions-count = { $count ->
    [one] { $count } Sitzung
   *[other] { $count } Sitzungen
}
portal-sessions-find-contact = Kontakt suchen
portal-sessions-no-match = Keine Sitzung gefunden
portal-sessions-no-match-help = Verwenden Sie weniger Filter oder andere Wörter.
portal-sessions-none = Noch keine Sitzungen
portal-sessions-none-help = Eine Sitzung beginnt mit „Im Auftrag anmelden“ auf der Seite eines Kontakts.
portal-sessions-session = Sitzung
portal-sessions-company-store = Firma und Store

## Eine Sitzung

portal-session-title = Sitzung: { $title }
portal-session-done = Was getan wurde
portal-session-end-own = Ihre Sitzung beenden?
portal-session-end-own-help = Danach hat nichts mehr Wirkung, was Sie auf den Seiten des Kunden tun. Was getan ist, bleibt.
portal-session-end-other = Sitzung von { $agent } beenden?
portal-session-end-other-help = Danach hat nichts mehr Wirkung, was { $agent } auf den Seiten des Kunden tut. Was getan ist, bleibt.
portal-session-end = Sitzung beenden
portal-session-end-now = Sitzung jetzt beenden
portal-session-show = Anzeigen
portal-session-everything = Alles
portal-session-changes-only = Nur Änderungen
portal-session-go-on = In der Sitzung weiterarbeiten
portal-session-back = Zurück zu { $customer }
portal-session-views = Personendaten angesehen
portal-session-changes = Änderungen
portal-session-orders = Bestellungen
portal-session-refused = Abgelehnt
portal-session-unchanged = Es wurde nichts geändert.
portal-session-nothing = Es wurde nichts getan
portal-session-nothing-help = Zu dieser Sitzung steht nichts im Protokoll.
portal-session-your-note = Ihre Notiz
portal-session-ended-utc = Ende (UTC)
portal-session-cause = Beendigungsgrund
portal-session-ends-utc = Endet spätestens (UTC)
portal-session-second = Zweite Person
portal-session-override = Warum ohne Zustimmung
portal-session-more-time = Verlängert
portal-session-before = die Sitzung davor
portal-session-consent = Zustimmung

## Zurück aus einer Sitzung

portal-ended-title = Sitzung beendet: { $session }
portal-ended-over = Sie ist beendet.
portal-ended-counted =
    { $orders ->
        [one] { $orders } Bestellung
       *[other] { $orders } Bestellungen
    }, { $changes ->
        [one] { $changes } Änderung
       *[other] { $changes } Änderungen
    }, { $views ->
        [one] { $views } Seite mit Personendaten
       *[other] { $views } Seiten mit Personendaten
    }.
portal-ended-more = Und { $count } weitere.
portal-ended-note = Notiz:
portal-ended-everything = Alles ansehen, was getan wurde
portal-ended-add-note = Notiz hinzufügen
portal-ended-change-note = Notiz ändern
portal-ended-save-note = Notiz speichern
